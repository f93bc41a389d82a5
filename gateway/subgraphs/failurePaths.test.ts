import { errorsAtFields } from './failurePaths';

const error = { message: 'down', extensions: { code: 'SERVICE_UNAVAILABLE' } } as const;
const pathsOf = (query: string, variables?: Record<string, unknown>) =>
  errorsAtFields(error, query, variables).map(({ path }) => path);

it('names each field that a call was to fill, as it is called in the answer', () => {
  expect(pathsOf('{ __typename me { id } you: me { id } ...f } fragment f on Query { file { id } }')).toEqual(
    [['me'], ['you'], ['file']],
  );
});

it('names each field of each entity', () => {
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { files { id } storage { usedBytes } } } }';
  expect(pathsOf(query, { representations: [{}, {}] })).toEqual([
    ['_entities', 0, 'files'],
    ['_entities', 0, 'storage'],
    ['_entities', 1, 'files'],
    ['_entities', 1, 'storage'],
  ]);
});

it('names no more than a hundred', () => {
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { id } } }';
  expect(pathsOf(query, { representations: Array(5_000).fill({}) })).toHaveLength(100);
});
