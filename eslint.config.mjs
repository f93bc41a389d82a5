import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const restrictEnv = {
  object: 'process',
  property: 'env',
  message: 'Only config.ts reads the environment; take a typed value as a parameter.',
};

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'coverage', '.cloakroom', '**/*.generated.ts', 'bench/node_modules'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      'no-restricted-properties': ['error', restrictEnv],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // A function that promises a port's asynchronous answer may have nothing to await.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Where the environment is read: configuration, and what starts other processes.
    files: ['**/config.ts', 'e2e/**', 'scripts/**', '**/test/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/test/**/*.ts', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        ...Object.fromEntries(
          ['process', 'console', 'URL', 'Buffer', 'performance', 'fetch'].map((name) => [name, 'readonly']),
        ),
        module: 'writable',
      },
    },
  },
);
