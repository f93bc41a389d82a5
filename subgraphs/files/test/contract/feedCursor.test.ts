import { createMongoFeedCursor } from '../../adapters/mongo/feedCursor';
import { startMongoStores, type MongoTarget } from '../realStores';

let target: MongoTarget;
beforeAll(async () => {
  target = await startMongoStores();
});
afterAll(() => target.close());

it('starts at the beginning, and moves only from where it was read, in whichever process', async () => {
  const one = createMongoFeedCursor(target.connection, 'test');
  const two = createMongoFeedCursor(target.connection, 'test');
  expect(await one.load()).toBe('0');
  await Promise.all([one.advance('0', '5'), two.advance('0', '5')]);
  expect(await two.load()).toBe('5');
  await two.advance('5', '9');
  // It had read 5 as well, and fewer events behind it.
  await one.advance('5', '7');
  await one.advance('0', '3');
  expect(await one.load()).toBe('9');
  await one.reset();
  expect(await two.load()).toBe('0');
  await two.advance('0', '1');
  expect(await one.load()).toBe('1');
  expect(await createMongoFeedCursor(target.connection, 'other').load()).toBe('0');
});
