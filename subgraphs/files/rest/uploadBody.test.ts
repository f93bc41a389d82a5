import { PassThrough, finished } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { openUploadBody } from './uploadBody';

/** A form on its way in, as a request: what the connection has not brought yet can still go wrong. */
function buildRequest(text: string) {
  const request = new PassThrough();
  request.write(text);
  const headers = { 'content-type': 'multipart/form-data; boundary=B' };
  const incoming = Object.assign(request, { headers, setTimeout: () => undefined });
  return { request, incoming: incoming as unknown as IncomingMessage };
}
const file = (name: string) =>
  `--B\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\na hat\r\n`;
/** Lets everything happen that has been put off. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 1));
const endOf = (body: NodeJS.ReadableStream) =>
  new Promise((resolve) => {
    finished(body, { writable: false }, resolve);
  });

describe('what goes wrong before anybody reads the file ends the file, not the process:', () => {
  it('a second file', async () => {
    const { incoming } = buildRequest(`${file('a.txt')}${file('b.txt')}--B--\r\n`);
    const { body } = await openUploadBody(incoming);
    await settle();
    expect(await endOf(body)).toMatchObject({ code: 'BAD_USER_INPUT', message: 'A form carries one file.' });
  });

  it('a connection that breaks', async () => {
    const { request, incoming } = buildRequest(file('a.txt'));
    const { body } = await openUploadBody(incoming);
    request.destroy(new Error('aborted'));
    await settle();
    expect(await endOf(body)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('a form that stops in the middle', async () => {
    const { request, incoming } = buildRequest(file('a.txt'));
    const { body } = await openUploadBody(incoming);
    request.end();
    await settle();
    expect(await endOf(body)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
