import { Bound } from './Bound';

it('M01 refuses at once what is more than it lets go on, and makes room as work ends', async () => {
  const bound = new Bound(2);
  const finish: (() => void)[] = [];
  const work = () => bound.run(() => new Promise<void>((resolve) => finish.push(resolve)));
  const first = work();
  const second = work();
  await expect(work()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 });
  finish[0]?.();
  await first;
  const third = work();
  finish.forEach((end) => end());
  await Promise.all([second, third]);
});

it('makes room when work fails', async () => {
  const bound = new Bound(1);
  await expect(bound.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(bound.run(async () => 'done')).resolves.toBe('done');
});
