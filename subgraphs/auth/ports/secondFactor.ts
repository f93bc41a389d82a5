import type { PendingTotp, Totp } from '../domain/secondFactor';
import type { Sealed } from '../domain/sealed';

/** The secret of an authenticator app as its person gets it, once. */
export interface TotpSecret {
  /** Base32, to be typed where no picture can be scanned. */
  readonly secret: string;
  /** The same with issuer, account and parameters, as authenticator apps read it. */
  readonly otpauthUri: string;
  /** `otpauthUri` as a QR code, an SVG document. */
  readonly qrCodeSvg: string;
  /** What is stored. */
  readonly sealed: Sealed;
}

/** Makes the secrets of authenticator apps and reads their codes. Needs no I/O. */
export interface TotpSecrets {
  /** 160 random bits. @param totpId binds the sealed secret to its enrolment. @param account what the app shows. */
  createSecret(totpId: string, account: string): TotpSecret;
  /** The 30-second step at which `code` is shown, at most one before or after that of `now`; null when at none. */
  findStep(totp: { id: string; sealedSecret: Sealed }, code: string, now: Date): number | null;
}

/** Makes recovery codes and knows them again. Needs no I/O. */
export interface RecoveryCodes {
  /** As many new codes, each of 80 random bits, as people see them. */
  createCodes(count: number): readonly string[];
  /** What is stored of a code, however it was typed; nothing tells the code from it. */
  hashCode(code: string): string;
}

/** Where second factors are kept. Each method is one atomic step. */
export interface SecondFactorStore {
  /** The authenticator app; null when the account has none. */
  findTotp(accountId: string): Promise<Totp | null>;
  /** The enrolment that waits; null when there is none. */
  findPendingTotp(accountId: string): Promise<PendingTotp | null>;
  /** Keeps an enrolment in place of one that waits; what is enabled stays as it is. */
  putPendingTotp(accountId: string, pending: PendingTotp): Promise<void>;
  /**
   * Makes the enrolment that waits under `totp.id` the account's authenticator app, in place of any before it, and
   * raises the account's securityVersion; false, with nothing changed, when it waits no more.
   */
  enableTotp(accountId: string, totp: Totp, recoveryCodeHashes: readonly string[]): Promise<boolean>;
  /** Marks a step as used; false when it, or a later one, was used before, or the app is another one now. */
  useStep(accountId: string, totpId: string, step: number): Promise<boolean>;
  /** Uses a recovery code up; false when it is none of those left. */
  useRecoveryCode(accountId: string, codeHash: string): Promise<boolean>;
  /** Replaces all recovery codes; false when the app is another one now, or none. */
  replaceRecoveryCodes(accountId: string, totpId: string, codeHashes: readonly string[]): Promise<boolean>;
  /** Takes app, recovery codes and waiting enrolment away; true when there was an app. */
  removeTotp(accountId: string): Promise<boolean>;
}
