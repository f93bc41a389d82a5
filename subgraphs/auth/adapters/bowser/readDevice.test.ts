import { deviceName } from '../../domain/device';
import { readDevice } from './readDevice';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

it.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    'Firefox on Linux',
    { type: 'DESKTOP', browser: 'Firefox', os: 'Linux' },
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${WEBKIT} Version/17.5 Mobile/15E148 Safari/604.1`,
    'Safari on iOS',
    { type: 'MOBILE', browser: 'Safari', os: 'iOS' },
  ],
  ['curl/8.5.0', 'curl', { type: 'UNKNOWN', browser: 'curl', os: null }],
  ['Googlebot/2.1 (+http://www.google.com/bot.html)', 'Googlebot', { type: 'BOT', browser: 'Googlebot' }],
])('calls %s %s', (userAgent, name, device) => {
  expect(readDevice(userAgent)).toMatchObject(device);
  expect(deviceName(readDevice(userAgent))).toBe(name);
});

it.each([null, '', '(', '\u{1F9E5}', '/'.repeat(300), 'Mozilla/5.0'])(
  'makes do with a client that says %j',
  (userAgent) => {
    expect(readDevice(userAgent)).toMatchObject({ os: null });
  },
);

it('says so when nothing is known', () => {
  expect(deviceName(readDevice(null))).toBe('Unknown device');
});
