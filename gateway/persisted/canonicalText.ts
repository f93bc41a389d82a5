import { parse, print } from 'graphql';

/**
 * One text for all that differ in spaces, comments and the order of their definitions alone; null for what is no
 * GraphQL or longer than `maxTokens`.
 */
export function canonicalText(text: string, maxTokens: number): string | null {
  try {
    const { definitions } = parse(text, { noLocation: true, maxTokens });
    return definitions.map(print).sort().join('\n');
  } catch {
    // A syntax error is a text that is not the one that was asked about.
    return null;
  }
}
