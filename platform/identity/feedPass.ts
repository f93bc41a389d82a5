import { createServicePass, findPassFault } from './servicePass';

/** Another purpose than the gateway's pass: whoever follows the feed cannot speak for clients with it. */
const AUDIENCE = 'cloakroom-account-events';

/** Makes the function with which a service obtains its pass to the account-event feed; cheap to call per request. */
export function createFeedPass(secret: string, now?: () => number): () => string {
  return createServicePass(secret, AUDIENCE, now);
}

/** Whether an `Authorization` header carries a pass to the account-event feed, as a bearer token. */
export function hasFeedPass(authorization: string | undefined, secret: string, now?: () => number): boolean {
  const pass = /^Bearer +([\w.-]+)$/i.exec(authorization ?? '')?.[1];
  return pass !== undefined && findPassFault(pass, secret, AUDIENCE, now) === null;
}
