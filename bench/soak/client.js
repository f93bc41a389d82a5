import { Agent, request as httpRequest } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** An address that was hardly used before, as a proxy in front of the gateway would tell it. */
const anyAddress = () => [10, 0, 0, 0].map((start) => start || Math.floor(Math.random() * 256)).join('.');

/** Sends one request; answers status and body, whatever they are. */
export function send(url, { method = 'GET', headers = {}, body = '' } = {}) {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      {
        method,
        agent,
        headers: {
          'x-forwarded-for': anyAddress(),
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode, text }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** A client of the gateway at `url`: posts an operation, and throws when it does not come to data. */
export function clientOf(url) {
  const post = (body, token) =>
    send(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const ask = async (query, variables, token) => {
    const { status, text } = await post({ query, variables }, token);
    const { data, errors } = JSON.parse(text);
    if (errors !== undefined) throw new Unexpected(status, errors[0].extensions.code);
    return data;
  };
  return { url, post, ask };
}

/** An answer that is not what was asked for. */
export class Unexpected extends Error {
  constructor(status, code) {
    super(`${status} ${code}`);
    this.status = status;
  }
}
