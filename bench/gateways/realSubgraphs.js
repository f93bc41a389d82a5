import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchInTime, waitUntil } from './deadline.js';
import { startProcess } from './processes.js';

const FILES = 100;
const CREDENTIALS = { email: 'ada@example.com', password: 'a long enough passphrase' };

/** Starts auth and files before embedded stores, with a person who has a hundred files. */
export async function startRealSubgraphs() {
  const folder = await mkdtemp(join(tmpdir(), 'cloakroom-bench-'));
  const processes = [];
  const start = async (options) => {
    const process = await startProcess('realService.js', options);
    processes.unshift(process);
    return process.started;
  };
  const close = async () => {
    for (const process of processes) await process.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const stores = await start({ service: 'stores', folder });
    const auth = await start({ service: 'auth', stores });
    const files = await start({ service: 'files', stores, auth });
    for (const url of [auth, files]) {
      await waitUntil(async () => (await fetchInTime(`${url}/health/ready`)).ok, url);
    }
    const { accessToken, user } = await register(auth);
    const headers = { authorization: `Bearer ${accessToken}` };
    const fileIds = await upload(files, headers);
    return {
      stores,
      folder: join(folder, 'all'),
      urls: { auth, files },
      me: user.id,
      headers,
      fileId: fileIds[0],
      ...CREDENTIALS,
      processes,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function register(auth) {
  const { ok, text } = await fetchInTime(`${auth}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...CREDENTIALS, name: 'Ada Lovelace' }),
  });
  if (!ok) throw new Error(`register answers ${text}`);
  return JSON.parse(text);
}

/** Small files with names and types as people have them. */
async function upload(files, headers) {
  const ids = [];
  for (let index = 0; index < FILES; index += 1) {
    const { ok, text } = await fetchInTime(
      `${files}/upload?name=${encodeURIComponent(`holiday picture ${index}.txt`)}`,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'text/plain' },
        body: `picture ${index}`,
      },
    );
    if (!ok) throw new Error(`upload answers ${text}`);
    ids.push(JSON.parse(text).id);
  }
  return ids;
}
