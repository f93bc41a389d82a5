import { parse } from 'graphql';
import { createDocumentStore, weigh } from './documentStore';

const operation = (index: number, fields = 900) => parse(`query Q${index} { ${'id '.repeat(fields)} }`);

it('weighs a document by its tokens and its text, however little of it is tokens', () => {
  expect(weigh(operation(1, 900))).toBeGreaterThan(100 * weigh(operation(1, 2)));
  const commented = parse(`{ id } #${'x'.repeat(90_000)}`);
  expect(weigh(commented)).toBeGreaterThan(90_000);
});

it('M02 keeps what was used lately, and no more than 32 MiB, whatever is asked for', async () => {
  const store = createDocumentStore();
  const used = operation(1_000);
  await store.set('used', used);
  for (let index = 0; index < 500; index += 1) {
    await store.set(`${index}`, operation(index));
    expect(await store.get('used')).toBe(used);
  }
  const kept = await Promise.all(Array.from({ length: 500 }, (_, index) => store.get(`${index}`)));
  const bytes = kept.reduce((sum, document) => sum + (document === undefined ? 0 : weigh(document)), 0);
  expect(bytes).toBeLessThanOrEqual(32 * 1024 * 1024);
  expect(bytes).toBeGreaterThan(16 * 1024 * 1024);
  expect(await store.get('0')).toBeUndefined();
  await store.delete('used');
  expect(await store.get('used')).toBeUndefined();
});
