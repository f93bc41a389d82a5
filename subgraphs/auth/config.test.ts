import { ConfigError } from '../../platform/service';
import { readConfig } from './config';
import { refusal } from './test/refusal';

const required = {
  MONGODB_URI: 'mongodb://db.example/cloakroom',
  PASSWORD_PEPPER: 'p'.repeat(32),
  SERVICE_SECRET: 's'.repeat(32),
};

it('needs a database and two secrets, and has a default for everything else', () => {
  expect(readConfig(required)).toEqual({
    port: 4001,
    host: '127.0.0.1',
    mongodbUri: required.MONGODB_URI,
    jwtIssuer: 'cloakroom',
    jwtAudience: 'cloakroom',
    accessTokenSeconds: 900,
    idleSessionSeconds: 14 * 86_400,
    absoluteSessionSeconds: 90 * 86_400,
    passwordPepper: required.PASSWORD_PEPPER,
    passwordMinLength: 12,
    bcryptCost: 12,
    auditLogDays: 365,
    attempts: { perAccount: 10, perAddress: 300 },
    totpIssuer: 'Cloakroom',
    serviceSecret: required.SERVICE_SECRET,
    logLevel: 'info',
  });
});

it('L04 names every variable that is missing', () => {
  const error = refusal(() => readConfig({})) as ConfigError;
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.faults.map((fault) => fault.split(' ')[0]).sort()).toEqual(Object.keys(required).sort());
});

it.each([
  ['MONGODB_URI', 'postgres://secret-value@db'],
  ['PASSWORD_PEPPER', 'secret-value'],
  ['SERVICE_SECRET', 'secret-value'],
  ['ACCESS_TOKEN_TTL', '59'],
  ['ACCESS_TOKEN_TTL', '901'],
  ['ACCESS_TOKEN_TTL', '15m'],
  ['REFRESH_TOKEN_TTL', '0'],
  ['REFRESH_TOKEN_TTL', String(91 * 86_400)],
  ['PASSWORD_MIN_LENGTH', '7'],
  ['PASSWORD_MIN_LENGTH', '65'],
  ['BCRYPT_COST', '9'],
  ['BCRYPT_COST', '16'],
  ['TOTP_ISSUER', 'Cloak:room'],
  ['PORT', '70000'],
  ['LOG_LEVEL', 'loud'],
])('L04 refuses %s=%s by name and without its value', (name, value) => {
  const error = refusal(() => readConfig({ ...required, [name]: value })) as ConfigError;
  expect(error.faults).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
  expect(error.message).not.toContain('secret-value');
});
