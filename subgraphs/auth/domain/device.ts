/** What sort of device a session was opened on. */
export type DeviceType = 'DESKTOP' | 'MOBILE' | 'TABLET' | 'TV' | 'BOT' | 'UNKNOWN';

/** A device as its user agent tells it: a help for the person to recognise it, never a proof of anything. */
export interface Device {
  readonly type: DeviceType;
  /** e.g. `Firefox`, without its version; null where it cannot be told. */
  readonly browser: string | null;
  /** e.g. `Linux`, without its version; null where it cannot be told. */
  readonly os: string | null;
}

/** A device that says nothing of itself. */
export const UNKNOWN_DEVICE: Device = { type: 'UNKNOWN', browser: null, os: null };

/** What to call a device in a list of them, e.g. `Firefox on Linux`. */
export function deviceName({ browser, os }: Device): string {
  if (browser !== null && os !== null) return `${browser} on ${os}`;
  return browser ?? os ?? 'Unknown device';
}
