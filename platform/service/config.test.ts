import { z } from 'zod';
import {
  commaList,
  ConfigError,
  flag,
  httpUrl,
  logLevel,
  mongoUri,
  parseConfig,
  port,
  secret,
  wholeNumber,
} from './config';

const faultsOf = (schema: z.ZodType, env: Record<string, string>): readonly string[] => {
  try {
    parseConfig(schema, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

it('L04 lists every fault at once, by name and never by value', () => {
  const schema = z.object({ A_URL: httpUrl(), A_SECRET: secret(), A_PORT: port(1), MONGO: mongoUri() });
  const env = { A_URL: 'ftp://root:hunter2@host', A_SECRET: 'hunter2', A_PORT: '99999' };
  const faults = faultsOf(schema, env);
  expect(faults).toEqual([
    'A_URL must be an http:// or https:// URL',
    expect.stringMatching(/^A_SECRET must have at least 32 characters/),
    'A_PORT must be a whole number from 0 to 65535',
    'MONGO is missing',
  ]);
  expect(new ConfigError(faults).message).not.toMatch(/hunter2|99999/);
});

it('takes an empty variable for a missing one', () => {
  expect(parseConfig(z.object({ PORT: port(4000) }), { PORT: '' })).toEqual({ PORT: 4000 });
  expect(faultsOf(z.object({ KEY: secret() }), { KEY: '' })).toEqual(['KEY is missing']);
});

it.each<[string, z.ZodType, string, unknown]>([
  ['a URL without the slash at its end', httpUrl(), 'http://host:1/base//', 'http://host:1/base'],
  ['true', flag(false), 'true', true],
  ['a list', commaList([]), ' a , b,, ', ['a', 'b']],
  ['a whole number', wholeNumber(-5, 5), '-5', -5],
  ['a level', logLevel(), 'debug', 'debug'],
  ['an Atlas address', mongoUri(), 'mongodb+srv://host/db', 'mongodb+srv://host/db'],
])('reads %s', (_what, schema, text, value) => {
  expect(parseConfig(z.object({ A: schema }), { A: text })).toEqual({ A: value });
});

it.each<[z.ZodType, string[]]>([
  [httpUrl(), ['host', 'file:///x', 'http://', 'javascript:alert(1)']],
  [flag(true), ['yes', '1', 'TRUE']],
  [wholeNumber(0, 10), ['1.5', '1e1', '11', '-1', '0x5', ' 5']],
  [logLevel(), ['loud']],
  [mongoUri(), ['mysql://x', 'mongodb://', 'mongodb://a b', 'mongodb://u:a@b@h/x', 'mongodb://@[bad']],
])('refuses what it cannot read (%#)', (schema, texts) => {
  for (const text of texts) {
    expect({ text, faults: faultsOf(z.object({ A: schema }), { A: text }).length }).toEqual({
      text,
      faults: 1,
    });
  }
});
