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

describe('the name in a form', () => {
  const nameIn = async (filename: string) => {
    const { request, incoming } = buildRequest(`${file(filename)}--B--\r\n`);
    const { name, body } = await openUploadBody(incoming);
    body.resume();
    request.end();
    return name;
  };

  it('has its quotes and line breaks back, which browsers percent-encode', async () => {
    expect(await nameIn('a %22big%22 hat.txt')).toBe('a "big" hat.txt');
    expect(await nameIn('two%0D%0alines.txt')).toBe('two\r\nlines.txt');
  });

  it('is left as it is otherwise', async () => {
    for (const name of ['100%.txt', '%41.txt', '%2F.txt', 'ä%C3%A4.txt'])
      expect(await nameIn(name)).toBe(name);
  });
});
