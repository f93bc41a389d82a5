import type { Request } from 'express';
import type { Readiness } from '../service';
import { createServicePass, findPassFault } from './servicePass';

/** The header by which a subgraph knows that the gateway is calling: a pass as servicePass.ts describes it. */
export const GATEWAY_PASS_HEADER = 'x-cloakroom-gateway';

const AUDIENCE = 'cloakroom-subgraph';

/** Makes the function with which the gateway obtains the current pass; cheap to call per request. */
export function createGatewayPass(secret: string, now?: () => number): () => string {
  return createServicePass(secret, AUDIENCE, now);
}

/** Whether `pass` is one of the gateway's. */
export function isGatewayPass(pass: string | undefined, secret: string, now?: () => number): boolean {
  return pass !== undefined && findPassFault(pass, secret, AUDIENCE, now) === null;
}

/**
 * Makes what a subgraph says of its readiness to the gateway in particular: which asks with its pass, and would be refused
 * all else with another SERVICE_SECRET or with a clock more than 30 s away from ours. Whoever shows no pass hears nothing of it.
 */
export function createPassCheck(serviceSecret: string | null): (request: Request) => Readiness {
  return (request): Readiness => {
    const pass = request.get(GATEWAY_PASS_HEADER);
    const fault =
      pass === undefined || serviceSecret === null ? null : findPassFault(pass, serviceSecret, AUDIENCE);
    if (fault === null) return {};
    return fault === 'UNTIMELY' ? { clock: false } : { serviceSecret: false };
  };
}
