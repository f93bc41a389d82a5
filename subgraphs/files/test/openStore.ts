import { randomUUID } from 'node:crypto';
import { createLog } from '../../../platform/service';
import { createS3Clients } from '../adapters/s3/clients';
import { S3ObjectStore } from '../adapters/s3/S3ObjectStore';
import type { NamedValue, SignedForm, UploadTarget } from '../ports';
import type { S3Target } from './realStores';

/** The store of a target, and what ends both. */
export async function openStore(start: () => Promise<S3Target>) {
  const target = await start();
  const clients = createS3Clients(target.settings);
  return {
    target,
    clients,
    store: new S3ObjectStore(clients, target.settings.bucket, createLog('files', 'silent')),
    async close(): Promise<void> {
      clients.internal.destroy();
      clients.signing.destroy();
      await target.close();
    },
  };
}

/** What openStore makes. */
export type OpenStore = Awaited<ReturnType<typeof openStore>>;

/** A place for six bytes of text; everything can be said otherwise. */
export function buildTarget(overrides: Partial<UploadTarget> = {}): UploadTarget {
  return {
    objectKey: `${randomUUID()}/${randomUUID()}`,
    size: 6,
    contentType: 'text/plain',
    checksum: null,
    ...overrides,
  };
}

/** PUTs bytes to a signed URL with exactly these headers, as far as fetch does not set them itself. */
export function putTo(
  { url, headers }: { url: string; headers: readonly NamedValue[] },
  body: Buffer,
): Promise<Response> {
  return fetch(url, {
    method: 'PUT',
    headers: headers.map(({ name, value }) => [name, value] as [string, string]),
    body: new Uint8Array(body),
  });
}

/** Sends a form as a browser does: the fields in order, the file last; `changes` says otherwise for single fields. */
export function sendForm(
  { url, fields }: SignedForm,
  body: Buffer,
  changes: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = new FormData();
  for (const { name, value } of fields) form.append(name, changes[name] ?? value);
  for (const [name, value] of Object.entries(changes)) if (!form.has(name)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(body)]), 'coat.txt');
  return fetch(url, { method: 'POST', body: form });
}
