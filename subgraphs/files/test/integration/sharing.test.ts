import { randomUUID } from 'node:crypto';
import { signToken, startTestApp, type TestApp } from '../startTestApp';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const owner = randomUUID();
const token = signToken({ sub: owner });
const HTML = { accept: 'text/html,application/xhtml+xml' };

async function leave(): Promise<string> {
  const { body } = await app.send(
    '/upload?name=coat.txt',
    { method: 'POST', body: 'a coat', headers: { 'content-type': 'text/plain' } },
    token,
  );
  return body.id as string;
}

const CREATE = `mutation ($input: CreateShareLinkInput!) {
  createShareLink(input: $input) { url shareLink { id createdAt expiresAt maxDownloads downloadCount hasPassword revokedAt } }
}`;
const REVOKE = `mutation ($input: RevokeShareLinkInput!) { revokeShareLink(input: $input) { shareLink { id revokedAt } } }`;

async function share(input: Record<string, unknown> = {}) {
  const fileId = (input.fileId as string | undefined) ?? (await leave());
  const { body } = await app.graphql(CREATE, { input: { fileId, ...input } }, token);
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
  const { url, shareLink } = body.data.createShareLink;
  return { fileId, link: shareLink, path: new URL(url as string).pathname };
}
const enter = (path: string, password: string, headers: Record<string, string> = {}) =>
  app.send(path, { method: 'POST', body: new URLSearchParams({ password }), headers });

it('leads whoever holds a link to the file, once for each time it counts', async () => {
  const { fileId, link, path } = await share();
  expect(link).toMatchObject({ downloadCount: 0, hasPassword: false, revokedAt: null, maxDownloads: null });
  const opened = await app.send(path);
  expect(opened.status).toBe(302);
  expect(opened.headers.get('location')).toContain('memory://get/');
  expect(Object.fromEntries(opened.headers)).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  });
  expect((await app.send(path, { method: 'HEAD' })).status).toBe(200);
  const query = `query ($id: ID!) { file(id: $id) { shareLinks(first: 1) {
    nodes { id downloadCount } edges { cursor } totalCount pageInfo { hasNextPage endCursor } } } }`;
  const { body } = await app.graphql(query, { id: fileId }, token);
  expect(body.data.file.shareLinks).toMatchObject({
    nodes: [{ id: link.id, downloadCount: 1 }],
    totalCount: 1,
    pageInfo: { hasNextPage: false },
  });
});

it('keeps only a hash of the token, and the token out of the log', async () => {
  const { path } = await share();
  await app.send(path);
  const secret = path.slice(3);
  expect(JSON.stringify([...app.memory.links.links.values()])).not.toContain(secret);
  expect(app.logLines.join('')).not.toContain(secret);
});

it('opens exactly as often as it may when 50 come at once', async () => {
  const { path } = await share({ maxDownloads: 7 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => app.send(path)));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(302), ...Array(43).fill(404)]);
});

it('fails at once when it is taken back', async () => {
  const { link, path } = await share();
  const { body } = await app.graphql(REVOKE, { input: { shareLinkId: link.id } }, token);
  expect(body.data.revokeShareLink.shareLink).toMatchObject({ id: link.id, revokedAt: expect.any(String) });
  expect((await app.send(path)).status).toBe(404);
});

it('answers the same for every link that does not open, whatever the reason', async () => {
  const revoked = await share();
  await app.graphql(REVOKE, { input: { shareLinkId: revoked.link.id } }, token);
  const usedUp = await share({ maxDownloads: 1 });
  await app.send(usedUp.path);
  const expired = await share({ expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
  const { id } = expired.link;
  const stored = app.memory.links.links.get(id as string)!;
  app.memory.links.links.set(id as string, { ...stored, expiresAt: new Date(0) });
  const trashed = await share();
  await app.graphql(
    'mutation ($input: TrashFileInput!) { trashFile(input: $input) { file { id } } }',
    { input: { fileId: trashed.fileId } },
    token,
  );
  const deleted = await share();
  await app.send(`/file/${deleted.fileId}`, { method: 'DELETE' }, token);
  const paths = [revoked, usedUp, expired, trashed, deleted].map(({ path }) => path);
  for (const headers of [{}, HTML]) {
    const answers = await Promise.all(
      [...paths, `/s/${'A'.repeat(43)}`, '/s/x'].map((path) => app.send(path, { headers })),
    );
    const said = answers.map(({ status, body, headers: got }) =>
      JSON.stringify([
        status,
        got.get('content-type'),
        typeof body === 'string' ? body : { ...body, requestId: '' },
      ]),
    );
    expect(new Set(said).size).toBe(1);
    expect(answers[0]!.status).toBe(404);
  }
  await app.graphql(
    'mutation ($input: RestoreFileInput!) { restoreFile(input: $input) { file { id } } }',
    { input: { fileId: trashed.fileId } },
    token,
  );
  expect((await app.send(trashed.path)).status).toBe(302);
});

it('asks a browser for the password on a page, and a program by a problem', async () => {
  const { path } = await share({ password: 'umbrella', maxDownloads: 1 });
  const page = await app.send(path, { headers: HTML });
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.body).toMatch(/<html lang="en">[^]*<label for="password">[^]*type="password"/);
  expect((await app.send(path)).body).toMatchObject({ code: 'FORBIDDEN', reason: 'PASSWORD_REQUIRED' });
  const wrong = await enter(path, 'raincoat', HTML);
  expect(wrong.status).toBe(403);
  expect(wrong.body).toContain('role="alert"');
  expect((await enter(path, 'raincoat')).body).toMatchObject({ reason: 'WRONG_PASSWORD' });
  const right = await enter(path, 'umbrella', HTML);
  expect(right.status).toBe(303);
  expect(right.headers.get('location')).toContain('memory://get/');
  expect((await enter(path, 'umbrella')).status).toBe(404);
}, 30_000);

it('closes for a while after ten wrong passwords, also for the right one', async () => {
  const { path } = await share({ password: 'umbrella' });
  const codes = (await Promise.all(Array.from({ length: 14 }, () => enter(path, 'guess!')))).map(({ body }) =>
    String(body.reason ?? body.code),
  );
  // Those who would have had to wait for long were sent away, and count as nothing.
  while (!codes.includes('RATE_LIMITED')) {
    const { reason, code } = (await enter(path, 'guess!')).body;
    codes.push(String(reason ?? code));
  }
  expect(codes.filter((code) => code === 'WRONG_PASSWORD').length).toBeLessThanOrEqual(11);
  const answer = await enter(path, 'umbrella');
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(60);
}, 60_000);

it.each([
  [{ expiresAt: '2020-01-01T00:00:00.000Z' }, 'BAD_USER_INPUT'],
  [{ maxDownloads: 0 }, 'BAD_USER_INPUT'],
  [{ password: 'short' }, 'BAD_USER_INPUT'],
  [{ fileId: randomUUID() }, 'NOT_FOUND'],
])('refuses a link with %j', async (change, code) => {
  const { body } = await app.graphql(CREATE, { input: { fileId: await leave(), ...change } }, token);
  expect(body.errors[0].extensions.code).toBe(code);
});

it('Z01 lets nobody share, list or take back what is not theirs', async () => {
  const { fileId, link } = await share();
  const stranger = signToken();
  for (const [query, input] of [
    [CREATE, { fileId }],
    [REVOKE, { shareLinkId: link.id }],
  ] as const) {
    const foreign = await app.graphql(query, { input }, stranger);
    const missing = await app.graphql(query, { input: { [Object.keys(input)[0]!]: randomUUID() } }, stranger);
    expect(foreign.body.errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(foreign.body.errors[0].message).toBe(missing.body.errors[0].message);
  }
});

it.each(['PUT', 'DELETE', 'PATCH'])('H02 answers %s with the methods a link has', async (method) => {
  const { status, headers } = await app.send('/s/x', { method });
  expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
});
