import type { Request } from 'express';
import { CLIENT_ADDRESS_HEADER, CLIENT_AGENT_HEADER, clientHeaders, clientOf } from './client';
import { createGatewayPass, GATEWAY_PASS_HEADER } from './gatewayPass';

const SECRET = 'a service secret for tests, of 32 characters';
const pass = createGatewayPass(SECRET)();

function request(headers: Record<string, string>, remoteAddress = '::ffff:10.0.0.9'): Request {
  return { get: (name: string) => headers[name], socket: { remoteAddress } } as unknown as Request;
}

it('believes the gateway about the client', () => {
  const headers = {
    [GATEWAY_PASS_HEADER]: pass,
    ...clientHeaders('::ffff:203.0.113.7', 'curl/8.0'),
    'user-agent': 'node',
  };
  expect(clientOf(request(headers), SECRET)).toEqual({ address: '203.0.113.7', userAgent: 'curl/8.0' });
});

it('F05 believes nobody else: without the pass the address is that of the connection', () => {
  const headers = {
    [CLIENT_ADDRESS_HEADER]: '203.0.113.7',
    [CLIENT_AGENT_HEADER]: 'forged',
    'user-agent': 'curl/8.0',
  };
  const expected = { address: '10.0.0.9', userAgent: 'curl/8.0' };
  expect(clientOf(request(headers), SECRET)).toEqual(expected);
  expect(clientOf(request({ ...headers, [GATEWAY_PASS_HEADER]: 'x.y.z' }), SECRET)).toEqual(expected);
});

it('B02 keeps control characters and excess out of the user agent', () => {
  const headers = { 'user-agent': `bad\u0007\u202eagent ${'x'.repeat(1_000)}` };
  const { userAgent } = clientOf(request(headers), SECRET);
  expect(userAgent).toMatch(/^badagent x+$/);
  expect(userAgent).toHaveLength(300);
});

it('says null for a client that says nothing of itself', () => {
  expect(clientOf(request({ 'user-agent': '\u0007' }), SECRET).userAgent).toBeNull();
  expect(clientHeaders(undefined, '')).toEqual({});
});

it.each([
  ['203.0.113.7:51034', '203.0.113.7'],
  ['[2001:db8::7]:51034', '2001:db8::7'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['2001:db8::7', '2001:db8::7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['203.0.113.7', '203.0.113.7'],
  ['unknown', 'unknown'],
])('tells the address of %s without the port that a proxy may have added', (said, address) => {
  expect(clientHeaders(said, undefined)).toEqual({ [CLIENT_ADDRESS_HEADER]: address });
});
