import { createLog } from '../../platform/service';
import { cleanSubgraphErrors } from './cleanErrors';

const clean = (error: unknown) => cleanSubgraphErrors([error], createLog('test', 'silent'))[0];

it('keeps message, path, code, field and reason of an error in our table', () => {
  const extensions = {
    code: 'BAD_USER_INPUT',
    field: 'parts[0].etag',
    reason: 'TOO_LONG',
    retryAfterSeconds: 2,
  };
  expect(
    clean({ message: 'No.', path: ['a', 0], locations: [], extensions: { ...extensions, url: 'x' } }),
  ).toEqual({
    message: 'No.',
    path: ['a', 0],
    extensions,
  });
});

it('drops details that have another form than ours', () => {
  const extensions = {
    code: 'CONFLICT',
    field: 'a b <i>',
    reason: 'see http://10.0.0.7',
    retryAfterSeconds: '5',
  };
  expect(clean({ message: 'No.', path: [{}], extensions })).toEqual({
    message: 'No.',
    extensions: { code: 'CONFLICT' },
  });
});

it('words faults of ours by the table, whatever the subgraph says', () => {
  for (const code of ['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'TIMEOUT']) {
    const { message } = clean({ message: 'connect ECONNREFUSED 10.0.0.7', extensions: { code } })!;
    expect(message).not.toContain('10.0.0.7');
  }
});

it('blames the client for a literal that only the subgraph could judge, and nobody else', () => {
  const code = 'GRAPHQL_VALIDATION_FAILED';
  expect(clean({ message: 'Money cannot represent "x".', extensions: { code } })).toEqual({
    message: 'Money cannot represent "x".',
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(clean({ message: 'Cannot query field "x" on type "Y".', extensions: { code } })).toMatchObject({
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
});

it.each([
  null,
  undefined,
  'text',
  5,
  [],
  {},
  { message: 5 },
  { extensions: 'x' },
  { extensions: { code: '__proto__' } },
])('makes an error of whatever it is given: %j', (error) => {
  expect(clean(error)).toMatchObject({ extensions: { code: 'INTERNAL_SERVER_ERROR' } });
});
