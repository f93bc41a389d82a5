import { Secret, TOTP } from 'otpauth';
import type { Sealed } from '../../domain/sealed';
import type { TotpSecrets } from '../../ports';
import { deriveKey } from '../crypto/derivedKey';
import { seal, unseal } from '../crypto/seal';
import { qrCodeSvg } from './qrCodeSvg';

/** As long as the digest of HMAC-SHA-1, as RFC 4226 section 4 recommends. */
const SECRET_BYTES = 20;
/** What every authenticator app can do; several ignore other values without a word. */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** How many steps a code may be early or late: clocks differ, and typing takes time (RFC 6238 section 5.2). */
const WINDOW_STEPS = 1;
/** A longer account name would make the QR code hard to scan. */
const MAX_LABEL_CHARACTERS = 100;

/** What createTotpSecrets takes. */
export interface TotpSecretsOptions {
  /** PASSWORD_PEPPER, under which secrets are encrypted at rest. */
  readonly pepper: string;
  /** APP_NAME, which authenticator apps show beside the account. */
  readonly issuer: string;
}

/** TOTP as RFC 6238 describes it: SHA-1, six digits, steps of 30 seconds. */
export function createTotpSecrets({ pepper, issuer: name }: TotpSecretsOptions): TotpSecrets {
  // In the URI a colon ends the issuer.
  const issuer = name.replaceAll(':', ' ');
  const key = deriveKey(pepper, 'sealTotpSecrets');
  return {
    createSecret(totpId, account) {
      const secret = new Secret({ size: SECRET_BYTES });
      const label = [...account].slice(0, MAX_LABEL_CHARACTERS).join('');
      const otpauthUri = new TOTP({ ...PARAMETERS, issuer, label, secret }).toString();
      return {
        secret: secret.base32,
        otpauthUri,
        qrCodeSvg: qrCodeSvg(otpauthUri),
        sealed: seal(Buffer.from(secret.bytes), totpId, key),
      };
    },
    findStep: ({ id, sealedSecret }, code, now) => findStep(open(sealedSecret, id), code, now),
  };

  function open(sealed: Sealed, totpId: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(unseal(sealed, totpId, key));
  }
}

/** The step, of that of `now` and its neighbours, at which `secret` shows `code`; null when at none. */
export function findStep(secret: Uint8Array<ArrayBuffer>, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const totp = new TOTP({ ...PARAMETERS, secret: new Secret({ buffer: secret.buffer }) });
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: WINDOW_STEPS });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}
