import { TOTP } from 'otpauth';
import type { UseCases } from '../usecases';
import { callWith } from './buildUseCases';

/** An authenticator app, set up by typing the secret. */
export function createAuthenticator(secret: string) {
  return {
    /** What it shows at this moment. */
    showAt: (now: Date) => new TOTP({ secret }).generate({ timestamp: now.getTime() }),
  };
}

/** Gives somebody who is signed in a second factor, at `now` of the use cases' clock. */
export async function enrol(useCases: UseCases, accessToken: string, password: string, now: () => Date) {
  const call = callWith(accessToken);
  const { secret } = await useCases.beginTotpEnrolment({ password }, call);
  const app = createAuthenticator(secret);
  const { recoveryCodes } = await useCases.confirmTotpEnrolment({ code: app.showAt(now()) }, call);
  return { app, recoveryCodes };
}
