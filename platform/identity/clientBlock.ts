import { isIPv6 } from 'node:net';

/** Whoever has no address that can be told shares one counter. */
const UNKNOWN = 'unknown';
const GROUPS = 8;
const NETWORK_GROUPS = 4;

/**
 * What a client's address is counted as: an IPv4 address as it is, of an IPv6 address the first 64 bits, as one
 * subscriber has all that share them (RFC 6177).
 */
export function clientBlock(address: string | null): string {
  if (address === null) return UNKNOWN;
  const [plain = ''] = address.split('%');
  // Most are none, and to find that out by isIPv6 takes longer than all the rest.
  if (!plain.includes(':') || !isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array<string>(Math.max(GROUPS - before.length - after.length, 0)).fill('0');
  const network = [...before, ...zeros, ...after].slice(0, NETWORK_GROUPS);
  return `${network.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

/** The last two groups may be written as an IPv4 address (RFC 4291 section 2.2). */
function groupsOf(text: string): string[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => (group.includes('.') ? [group, group] : [group]));
}
