import { CappedNames } from './CappedNames';

it('counts names by themselves as long as there is room', () => {
  const names = new CappedNames(2);
  expect(['a', 'b', 'c', 'a'].map((name) => names.labelOf(name))).toEqual(['a', 'b', 'other', 'a']);
});

it('gives names that come once no room', () => {
  const names = new CappedNames(3, true);
  for (let index = 0; index < 10_000; index += 1) names.labelOf(`made up ${index}`);
  expect(['real', 'real', 'real'].map((name) => names.labelOf(name))).toEqual(['other', 'real', 'real']);
});
