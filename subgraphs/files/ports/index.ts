/**
 * What the use cases need from outside. Every method may also throw AppError SERVICE_UNAVAILABLE (nothing was done)
 * or TIMEOUT (the outcome is unknown); each that writes can be repeated without doing more than once.
 */
export type * from './accounts';
export type * from './clock';
export type * from './fileStore';
export type * from './inventory';
export type * from './linkSecrets';
export type * from './objectStore';
export type * from './partStore';
export type * from './shareLinkStore';
export type * from './typeDetector';
export type * from './usageStore';
