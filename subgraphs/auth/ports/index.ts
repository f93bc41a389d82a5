export type { AccessToken, AccessTokenClaims, AccessTokenSigner } from './accessTokens';
export type { AccountStore, NewAccount, PasswordAccount } from './accounts';
export type { AuditLog, Origin } from './auditLog';
export type { Clock } from './clock';
export type { Hashing, PasswordHasher } from './hashing';
export type { PasswordBlocklist } from './passwordBlocklist';
export type { RefreshToken, RefreshTokens } from './refreshTokens';
export type { SessionRenewal, SessionStore } from './sessions';
export type { SigningKeyStore } from './signingKeys';
