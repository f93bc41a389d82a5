import { TOTP } from 'otpauth';
import { findEmailKey } from '../domain/email';
import { callWith, type buildUseCases } from './buildUseCases';

/** An authenticator app, set up by typing the secret. */
export function createAuthenticator(secret: string) {
  return {
    /** What it shows at this moment. */
    showAt: (now: Date) => new TOTP({ secret }).generate({ timestamp: now.getTime() }),
  };
}

type Built = Pick<ReturnType<typeof buildUseCases>, 'useCases' | 'stores' | 'now'>;

/** Takes the address of somebody who is signed in for verified. */
export async function verifyAddress({ useCases, stores, now }: Built, accessToken: string): Promise<void> {
  const { id, email } = await useCases.me(callWith(accessToken));
  await stores.accounts.verifyEmail(id, findEmailKey(email ?? '') ?? '', now());
}

/** Gives somebody who is signed in a second factor, at `now` of the use cases' clock; by then their address is verified, or not. */
export async function enrol(
  { useCases, stores, now }: Built,
  accessToken: string,
  password: string,
  isVerified = true,
) {
  const call = callWith(accessToken);
  if (isVerified) await verifyAddress({ useCases, stores, now }, accessToken);
  const { secret } = await useCases.beginTotpEnrolment({ password }, call);
  const app = createAuthenticator(secret);
  const { recoveryCodes } = await useCases.confirmTotpEnrolment({ code: app.showAt(now()) }, call);
  return { app, recoveryCodes };
}
