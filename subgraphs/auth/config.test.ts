import { ConfigError } from '../../platform/service';
import { readConfig } from './config';
import { DEFAULT_SUBJECTS } from './domain/mailText';
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
    metrics: null,
    tracing: false,
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
    keyRotation: { algorithm: 'ES256', maxAgeSeconds: 90 * 86_400 },
    pwnedPasswordsUrl: null,
    requiresVerifiedEmail: false,
    mail: {
      transport: null,
      from: { name: '', address: '' },
      wording: { appName: 'Cloakroom', subjects: DEFAULT_SUBJECTS },
      pagesUrl: '',
    },
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
  ['JWT_ALGORITHM', 'HS256'],
  ['JWT_ALGORITHM', 'none'],
  ['SIGNING_KEY_MAX_AGE_DAYS', '0'],
  ['SMTP_URL', 'https://user:secret-value@mail.example.com'],
  ['SMTP_URL', 'smtp://user:secret-value@'],
  ['PWNED_PASSWORDS', 'yes'],
  ['PWNED_PASSWORDS_URL', 'ftp://mirror.example.com'],
  ['REQUIRE_EMAIL_VERIFICATION', 'true'],
  ['ACCOUNT_PAGES_URL', 'app.example.com/account'],
  ['MAIL_FROM', 'no address'],
  ['MAIL_FROM', 'A <a@example.com>, B <b@example.com>'],
  ['MAIL_FROM', 'A <a@example.com>\r\nBcc: all@example.com'],
  ['APP_NAME', 'Line\nbreak'],
  ['MAIL_SUBJECT_MAGIC_LINK', 'Hi\r\nBcc: all@example.com'],
  ['PORT', '70000'],
  ['LOG_LEVEL', 'loud'],
])('L04 refuses %s=%s by name and without its value', (name, value) => {
  const error = refusal(() => readConfig({ ...required, [name]: value })) as ConfigError;
  expect(error.faults).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
  expect(error.message).not.toContain('secret-value');
});

it('sends mail as SMTP_URL says, from MAIL_FROM, with links to ACCOUNT_PAGES_URL', () => {
  const mail = {
    SMTP_URL: 'smtps://user:p%40ss@mail.example.com',
    MAIL_FROM: '"Example, Inc." <no-reply@example.com>',
    ACCOUNT_PAGES_URL: 'https://app.example.com/account/',
    APP_NAME: 'Example',
    MAIL_SUBJECT_MAGIC_LINK: 'Your way in to {app}',
    REQUIRE_EMAIL_VERIFICATION: 'true',
  };
  expect(readConfig({ ...required, ...mail })).toMatchObject({
    requiresVerifiedEmail: true,
    mail: {
      transport: { kind: 'smtp', url: mail.SMTP_URL },
      from: { name: 'Example, Inc.', address: 'no-reply@example.com' },
      wording: { appName: 'Example', subjects: { MAGIC_LINK: 'Your way in to {app}' } },
      pagesUrl: 'https://app.example.com/account',
    },
  });
  const alone = refusal(() => readConfig({ ...required, SMTP_URL: mail.SMTP_URL })) as ConfigError;
  expect(alone.faults).toEqual(['MAIL_FROM is missing', 'ACCOUNT_PAGES_URL is missing']);
  const plain = readConfig({ ...required, ...mail, MAIL_FROM: 'no-reply@example.com' });
  expect(plain.mail.from).toEqual({ name: '', address: 'no-reply@example.com' });
});
