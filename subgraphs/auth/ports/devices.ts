import type { Device } from '../domain/device';

/** Reads user agents. Never throws, whatever a client sends. */
export type DeviceReader = (userAgent: string | null) => Device;
