import { badUserInput } from '../../../platform/errors';
import type { Sealed } from './sealed';

/** How the second factor of an account stands, without anything secret. */
export interface SecondFactorState {
  readonly enabledAt: Date;
  /** How many recovery codes have not been used. */
  readonly recoveryCodesLeft: number;
}

/** The authenticator app of an account (RFC 6238). */
export interface Totp {
  /** Opaque; another one for each enrolment. */
  readonly id: string;
  readonly sealedSecret: Sealed;
  readonly enabledAt: Date;
  /** The 30-second step of the last code that was accepted: only later ones are, so that each works once. */
  readonly lastStep: number;
}

/** An enrolment that waits for its first code; until then it changes nothing. */
export interface PendingTotp {
  /** The id the Totp will have. */
  readonly id: string;
  readonly sealedSecret: Sealed;
  /** The session that began it, the only one to confirm it. */
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** How long an enrolment waits for its first code. */
export const ENROLMENT_SECONDS = 15 * 60;

/** How many recovery codes are made at a time. */
export const RECOVERY_CODE_COUNT = 10;

/** What proves the second factor of accounts that have one: one of the two. */
export interface SecondFactorProof {
  /** What the authenticator app shows. */
  readonly totpCode?: string | null | undefined;
  /** One of the recovery codes, in place of it. */
  readonly recoveryCode?: string | null | undefined;
}

/** Which of the two was given; people type spaces and hyphens, and forms send fields that were left empty. */
export type GivenCode =
  { readonly kind: 'totpCode' | 'recoveryCode'; readonly code: string } | { readonly kind: 'none' };

/** Far longer than any code; what is longer costs nothing. */
const MAX_CODE_CHARACTERS = 64;

/**
 * Reads what was typed.
 * @throws AppError BAD_USER_INPUT for both at once, and for what is too long; about the input alone, whoever's it is.
 */
export function readGivenCode({ totpCode, recoveryCode }: SecondFactorProof): GivenCode {
  const typed = [
    { kind: 'totpCode' as const, code: tidy('totpCode', totpCode) },
    { kind: 'recoveryCode' as const, code: tidy('recoveryCode', recoveryCode) },
  ].filter(({ code }) => code !== '');
  if (typed.length > 1) throw badUserInput('recoveryCode', 'Send totpCode or recoveryCode, not both.');
  return typed[0] ?? { kind: 'none' };
}

/** Without what people type in between. */
export function tidy(field: string, code: string | null | undefined): string {
  if (code == null) return '';
  if (code.length > MAX_CODE_CHARACTERS) throw badUserInput(field, 'This is too long to be a code.');
  return code.replaceAll(/[\s-]/g, '');
}
