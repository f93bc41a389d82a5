import { Circuit } from './Circuit';

let now = 0;
const changes: boolean[] = [];
const circuit = (failures = 3) =>
  new Circuit(
    { failures, openMs: 2_000 },
    (isOpen) => changes.push(isOpen),
    () => now,
  );
beforeEach(() => {
  now = 1_000;
  changes.splice(0);
});
const fail = (one: Circuit, times: number) => {
  for (let count = 0; count < times; count += 1) one.enter()('failed');
};
const refusal = (one: Circuit) => {
  try {
    one.enter();
    return null;
  } catch (error) {
    return error;
  }
};

it('lets everything through until so many calls in a row have failed', () => {
  const one = circuit();
  fail(one, 2);
  one.enter()('answered');
  fail(one, 2);
  one.enter()('unknown');
  expect(refusal(one)).toBeNull();
  fail(one, 1);
  expect(refusal(one)).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 });
  expect(changes).toEqual([true]);
});

it('lets one call try after a while, and all others when that is answered', () => {
  const one = circuit();
  fail(one, 3);
  now += 1_999;
  expect(refusal(one)).not.toBeNull();
  now += 1;
  const probe = one.enter();
  expect(refusal(one)).toMatchObject({ retryAfterSeconds: 1 });
  probe('answered');
  expect(refusal(one)).toBeNull();
  expect(changes).toEqual([true, false]);
});

it('waits once more when the try fails, and lets the next one try when the client of the first goes away', () => {
  const one = circuit();
  fail(one, 3);
  now += 2_000;
  one.enter()('failed');
  expect(refusal(one)).toMatchObject({ retryAfterSeconds: 2 });
  now += 2_000;
  one.enter()('unknown');
  expect(refusal(one)).toBeNull();
  expect(changes).toEqual([true]);
});

it('is not kept open by calls that had begun before, and closed by the answer to one', () => {
  const one = circuit();
  const [late, later] = [one.enter(), one.enter()];
  fail(one, 3);
  now += 1_999;
  late('failed');
  now += 1;
  expect(() => one.check()).not.toThrow();
  fail(one, 1);
  later('answered');
  expect(refusal(one)).toBeNull();
});

it('lets everything through once the subgraph is known to answer', () => {
  const one = circuit();
  fail(one, 3);
  one.answered();
  expect(refusal(one)).toBeNull();
  expect(changes).toEqual([true, false]);
});

it('never opens when it is off', () => {
  const one = circuit(0);
  fail(one, 1_000);
  expect(refusal(one)).toBeNull();
});
