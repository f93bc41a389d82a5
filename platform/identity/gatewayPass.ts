import { createServicePass, isServicePass } from './servicePass';

/** The header by which a subgraph knows that the gateway is calling: a pass as servicePass.ts describes it. */
export const GATEWAY_PASS_HEADER = 'x-cloakroom-gateway';

const AUDIENCE = 'cloakroom-subgraph';

/** Makes the function with which the gateway obtains the current pass; cheap to call per request. */
export function createGatewayPass(secret: string, now?: () => number): () => string {
  return createServicePass(secret, AUDIENCE, now);
}

/** Whether `pass` is one of the gateway's. */
export function isGatewayPass(pass: string | undefined, secret: string, now?: () => number): boolean {
  return isServicePass(pass, secret, AUDIENCE, now);
}
