import { parse } from 'graphql';
import { measureDocument } from './limits';

const measure = (text: string) => measureDocument(parse(text));

it('measures what an operation asks for', () => {
  expect(
    measure(
      'query ($x: Int @d) @d { a: me { id files { nodes { b: id @d } } } __schema { types { name } } }',
    ),
  ).toEqual({
    depth: 4,
    aliases: 2,
    rootFields: 2,
    directives: 3,
    fields: 8,
    introspectionDepth: 3,
  });
});

it('counts a fragment as if it were written out at each use', () => {
  const written = '{ me { a: id files { nodes { id } } } you: me { a: id files { nodes { id } } } }';
  const spread =
    '{ me { ...f } you: me { ...f } } fragment f on User { a: id ...g } fragment g on User { files { nodes { id } } }';
  const inline =
    '{ ... on Query { me { a: id ... { files { nodes { id } } } } } you: me { a: id files { nodes { id } } } }';
  expect(measure(spread)).toEqual(measure(written));
  expect(measure(inline)).toEqual(measure(written));
});

it('takes the most of all operations in a document', () => {
  expect(measure('query a { me { id } } query b { a: me { files { nodes { id } } } }')).toMatchObject({
    depth: 4,
    aliases: 1,
  });
});

it('ends on fragments that spread each other, and on fragments that are not there', () => {
  expect(measure('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a me { id } }').depth).toBe(
    2,
  );
  expect(measure('{ ...nowhere }').fields).toBe(0);
});

it('measures a document whose fragments double at each step without doing so itself', () => {
  const steps = Array.from({ length: 40 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`);
  const bomb = `{ ...f0 } ${steps.join(' ')} fragment f40 on Query { __typename }`;
  expect(measure(bomb).fields).toBe(2 ** 40);
});
