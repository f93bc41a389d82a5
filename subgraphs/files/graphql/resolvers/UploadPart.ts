import type { UploadPartResolvers } from '../types.generated';

/** A part; without its request when that could not be signed. */
export const UploadPart: UploadPartResolvers = {
  url: ({ request }) => request?.url ?? null,
  headers: ({ request }) => request?.headers ?? [],
  expiresAt: ({ request }) => request?.expiresAt ?? null,
};
