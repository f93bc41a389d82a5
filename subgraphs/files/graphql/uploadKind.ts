import type { UploadTicket } from '../usecases';

/** A way to send bytes under the name of its kind in the union Upload. */
export function uploadKind(ticket: UploadTicket | null) {
  if (ticket === null) return null;
  switch (ticket.method) {
    case 'PUT':
      return { __typename: 'PutUpload' as const, ...ticket };
    case 'POST':
      return { __typename: 'PostUpload' as const, ...ticket };
    case 'MULTIPART':
      return { __typename: 'MultipartUpload' as const, ...ticket };
  }
}
