import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../gateways/deadline.js';
import { startProcess } from '../gateways/processes.js';
import { load, require } from '../product.js';
import { COLLECTIONS } from '../settings.js';
import { timeEach } from './time.js';

const { connectStores, createLog, listFiles, searchFieldsOf } = load('parts');

const PAGE = 100;
const BATCH = 1_000;

/** A page of 100 files of somebody who has few or very many: the first one, one in the middle, and the count. */
export async function timePages() {
  const folder = await mkdtemp(join(tmpdir(), 'cloakroom-bench-'));
  const stores = await startProcess('realService.js', { service: 'stores', folder });
  const { MongoClient } = require('mongodb');
  const uri = stores.started.MONGODB_URI;
  const connected = connectStores(uri, createLog('files', 'silent'));
  const client = await new MongoClient(uri).connect();
  try {
    await waitUntil(() => connected.isReady(), 'the embedded MongoDB');
    const rows = [];
    for (const size of COLLECTIONS) {
      const ownerId = randomUUID();
      await fill(client.db('cloakroom').collection('files'), ownerId, size);
      const caller = { kind: 'user', userId: ownerId, sessionId: 'bench', roles: [] };
      const request = {
        ownerId,
        filter: {},
        order: { field: 'NAME', direction: 'ASC' },
        first: PAGE,
        after: null,
        last: null,
        before: null,
      };
      const list = (more) => listFiles({ files: connected.files }, caller, { ...request, ...more });
      const { endCursor } = await list({ filter: { nameContains: nameOf(Math.floor(size / 2)) } });
      const times = await timeEach({ first: () => list({}), middle: () => list({ after: endCursor }) });
      rows.push([size.toLocaleString('en'), times.first, times.middle]);
      console.log(`  ${size} files are listed`);
    }
    return rows;
  } finally {
    await client.close();
    await connected.close();
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const nameOf = (index) => `picture ${String(index).padStart(8, '0')}.jpg`;

/** Puts records into the collection as uploads leave them there. */
async function fill(collection, ownerId, size) {
  for (let from = 0; from < size; from += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, size - from) }, (_, index) => {
      const at = new Date(1_700_000_000_000 + (from + index) * 1000);
      const file = { name: nameOf(from + index), contentType: 'image/jpeg' };
      const _id = randomUUID();
      return {
        _id,
        ownerId,
        ...file,
        size: 1_000_000 + from + index,
        checksum: null,
        status: 'READY',
        charge: 'USED',
        objectKey: `${ownerId}/${_id}`,
        method: 'PUT',
        uploadExpiresAt: at,
        inputHash: '',
        createdAt: at,
        updatedAt: at,
        trashedAt: null,
        ...searchFieldsOf(file),
      };
    });
    await collection.insertMany(documents, { ordered: false });
  }
}
