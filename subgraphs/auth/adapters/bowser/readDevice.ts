import Bowser from 'bowser';
import { UNKNOWN_DEVICE, type Device, type DeviceType } from '../../domain/device';

const TYPES: Readonly<Record<string, DeviceType>> = {
  desktop: 'DESKTOP',
  mobile: 'MOBILE',
  tablet: 'TABLET',
  tv: 'TV',
  bot: 'BOT',
};

/** What bowser passes over says who it is by its first product (RFC 9110 section 10.1.5), e.g. `curl/8.5.0`. */
const FIRST_PRODUCT = /^[A-Za-z][\w.+-]{0,39}(?=\/|$)/;

/** Reads a user agent by the rules of bowser. Never throws: bowser does so for an empty text alone. */
export function readDevice(userAgent: string | null): Device {
  if (userAgent === null || userAgent === '') return UNKNOWN_DEVICE;
  const { browser, os, platform } = Bowser.parse(userAgent);
  return {
    type: TYPES[platform.type ?? ''] ?? 'UNKNOWN',
    browser: textOf(browser.name) ?? FIRST_PRODUCT.exec(userAgent)?.[0] ?? null,
    os: textOf(os.name),
  };
}

function textOf(name: string | undefined): string | null {
  return name === undefined || name === '' ? null : name;
}
