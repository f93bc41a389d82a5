import type { Request } from 'express';
import { GATEWAY_PASS_HEADER, isGatewayPass } from './gatewayPass';

/** The address of the client as the gateway saw it. Only the gateway sets it; what clients send is dropped (F05). */
export const CLIENT_ADDRESS_HEADER = 'x-cloakroom-client-address';
/** The client's `user-agent`, passed on by the gateway. */
export const CLIENT_AGENT_HEADER = 'x-cloakroom-client-agent';

/** More of a user agent than this tells nothing about a device. */
const MAX_AGENT_CHARACTERS = 300;

/** The device behind a request, as far as it can be told. */
export interface Client {
  /** IPv4 or IPv6 address; null when it cannot be told. */
  readonly address: string | null;
  /** What it calls itself (RFC 9110 section 10.1.5), without control characters; null when it says nothing. */
  readonly userAgent: string | null;
}

/** A client of whom nothing is known. */
export const UNKNOWN_CLIENT: Client = { address: null, userAgent: null };

/** What the gateway tells a service about the client, in headers. `address` is where the request came from. */
export function clientHeaders(
  address: string | undefined,
  userAgent: string | undefined,
): Record<string, string> {
  return {
    ...(address === undefined ? {} : { [CLIENT_ADDRESS_HEADER]: plainAddress(address) }),
    ...(userAgent === undefined || userAgent === ''
      ? {}
      : { [CLIENT_AGENT_HEADER]: userAgent.slice(0, MAX_AGENT_CHARACTERS) }),
  };
}

/**
 * The client behind a request to a service: as the gateway says when the request carries its pass, otherwise the
 * connection's other end. `serviceSecret` is null in local mode, where whoever calls is on this machine.
 */
export function clientOf(request: Request, serviceSecret: string | null): Client {
  const isFromGateway =
    serviceSecret === null || isGatewayPass(request.get(GATEWAY_PASS_HEADER), serviceSecret);
  const address = isFromGateway ? request.get(CLIENT_ADDRESS_HEADER) : undefined;
  const userAgent =
    (isFromGateway ? request.get(CLIENT_AGENT_HEADER) : undefined) ?? request.get('user-agent');
  return {
    address:
      address ??
      (request.socket.remoteAddress === undefined ? null : plainAddress(request.socket.remoteAddress)),
    userAgent: userAgent === undefined ? null : printable(userAgent).slice(0, MAX_AGENT_CHARACTERS) || null,
  };
}

const IPV4_WITH_PORT = /^(\d+\.\d+\.\d+\.\d+):\d+$/;
const IPV6_IN_BRACKETS = /^\[([^\]]+)\](?::\d+)?$/;
const IPV4_IN_IPV6 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/**
 * An IPv4 address that a dual-stack socket shows as `::ffff:10.0.0.1` (RFC 4291 section 2.5.5.2) is 10.0.0.1. Some proxies
 * add the port to the address, which is another one for each connection of the same client.
 */
function plainAddress(address: string): string {
  if (!address.includes(':')) return address;
  return address.replace(IPV4_WITH_PORT, '$1').replace(IPV6_IN_BRACKETS, '$1').replace(IPV4_IN_IPV6, '');
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
}
