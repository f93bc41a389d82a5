import { effectiveQuota, parsePlans, planFor } from './quota';

const standard = { quotaBytes: 10, maxFiles: 5 };
const plans = { pro: { quotaBytes: 100, maxFiles: 5 }, archive: { quotaBytes: 20, maxFiles: 50 } };

it('gives people the most of what their roles have, and the standard to those without a plan', () => {
  expect(planFor([], plans, standard)).toEqual(standard);
  expect(planFor(['admin', 'constructor'], plans, standard)).toEqual(standard);
  expect(planFor(['pro', 'admin'], plans, standard)).toEqual(plans.pro);
  expect(planFor(['pro', 'archive'], plans, standard)).toEqual({ quotaBytes: 100, maxFiles: 50 });
});

it('puts what was set for a person before the plan, limit by limit', () => {
  expect(effectiveQuota(null, standard)).toEqual(standard);
  expect(effectiveQuota({ quotaBytes: 0, maxFiles: null }, standard)).toEqual({ quotaBytes: 0, maxFiles: 5 });
});

it('reads plans', () => {
  expect(parsePlans('', 7)).toEqual({});
  expect(parsePlans('pro=100, team=200/9', 7)).toEqual({
    pro: { quotaBytes: 100, maxFiles: 7 },
    team: { quotaBytes: 200, maxFiles: 9 },
  });
  for (const wrong of ['pro', 'pro=', 'pro=x', '=1', 'pro=1/x', 'pro=9999999999999999'])
    expect(parsePlans(wrong, 7)).toBeNull();
});
