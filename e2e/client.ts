import { randomUUID } from 'node:crypto';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { RegisterDocument } from '../schema/operations.generated';

/** A GraphQL error as our gateway shapes it. */
export interface ClientError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; field?: string; requestId?: string };
}

/** What one operation answered. */
export interface Answer<Data> {
  status: number;
  headers: Headers;
  data: Data | null;
  errors: ClientError[];
  /** The data; fails with everything one needs to know when there were errors. */
  expectData(): Data;
  /** The first error, which must have this code. */
  expectCode(code: string): ClientError;
}

/** Runs one typed operation over HTTP. */
export async function execute<Data, Variables>(
  url: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  accessToken?: string,
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as { data?: Data | null; errors?: ClientError[] };
  const surprise = (expected: string) =>
    new Error(
      `expected ${expected}, got ${response.status} ${text}\nrequest id ${response.headers.get('x-request-id')}\n${print(document)}`,
    );
  return {
    status: response.status,
    headers: response.headers,
    data: body.data ?? null,
    errors: body.errors ?? [],
    expectData() {
      if (body.errors !== undefined || body.data == null) throw surprise('data');
      return body.data;
    },
    expectCode(code) {
      const error = body.errors?.[0];
      if (error?.extensions.code !== code) throw surprise(code);
      return error;
    },
  };
}

/** A new person with an account of its own. */
export async function signUp(url: string, name = 'Ada') {
  const input = { email: `${randomUUID()}@example.com`, password: `correct horse ${randomUUID()}`, name };
  const { register } = (await execute(url, RegisterDocument, { input })).expectData();
  return { ...input, ...register };
}

/** Where and how to send bytes, as requestUpload answers it. */
export interface PutTicket {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** Sends bytes exactly as requestUpload said; the store's answer. */
export function put(upload: PutTicket, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  // fetch sets content-length itself, as a browser does, from what is really sent.
  const given = upload.headers.filter(({ name }) => name.toLowerCase() !== 'content-length');
  const headers = Object.fromEntries(given.map(({ name, value }) => [name, value]));
  return fetch(upload.url, { method: upload.method, headers, body });
}
