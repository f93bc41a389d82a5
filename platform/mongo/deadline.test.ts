import { withDeadline } from './deadline';

it('passes on what the work gives or throws', async () => {
  expect(await withDeadline(async () => 7, 1_000)).toBe(7);
  await expect(withDeadline(() => Promise.reject(new Error('broken')), 1_000)).rejects.toThrow('broken');
});

it('D03 says TIMEOUT for work that does not end', async () => {
  await expect(withDeadline(() => new Promise(() => undefined), 20)).rejects.toMatchObject({
    code: 'TIMEOUT',
  });
});
