import { xmlAnswer } from '../protocol/answer';
import { S3Error } from '../protocol/errors';
import type { Query } from '../protocol/request';
import { element, xmlDocument } from '../protocol/xml';
import type { Operation } from './context';

const MAX_BUCKETS = 10_000;

/** GET of the service: the buckets by name, in pages where `max-buckets` asks for them. */
export const listBuckets: Operation = async ({ storage, owner, request, region }) => {
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const limit = readLimit(query);
  const after = readToken(query.get('continuation-token') ?? '');
  const elsewhere = (query.get('bucket-region') ?? region) !== region;
  const rest = storage.buckets
    .list()
    .filter(({ name }) => !elsewhere && name.startsWith(prefix) && name > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  // Only a list in pages or of one region says where its buckets are.
  const paged = ['max-buckets', 'prefix', 'continuation-token', 'bucket-region'].some((name) =>
    query.has(name),
  );
  const truncated = rest.length > page.length && last !== undefined;
  return xmlAnswer(
    xmlDocument('ListAllMyBucketsResult', [
      element('Owner', [element('ID', owner.id), element('DisplayName', owner.displayName)]),
      element(
        'Buckets',
        page.map(({ name, createdAt }) =>
          element('Bucket', [
            element('Name', name),
            element('CreationDate', new Date(createdAt).toISOString()),
            element('BucketRegion', paged ? region : undefined),
          ]),
        ),
      ),
      element('ContinuationToken', truncated ? Buffer.from(last.name).toString('base64url') : undefined),
      element('Prefix', query.has('prefix') ? prefix : undefined),
    ]),
  );
};

function readLimit(query: Query): number {
  const text = query.get('max-buckets');
  if (text === undefined) return MAX_BUCKETS;
  const limit = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MAX_BUCKETS) return limit;
  throw new S3Error('InvalidArgument', {
    message: `Argument max-buckets must be an integer between 1 and ${MAX_BUCKETS}`,
    details: { ArgumentName: 'max-buckets', ArgumentValue: text },
  });
}

/** The token is the name of the last bucket of the page before; an empty one is none. */
function readToken(token: string): string {
  const name = Buffer.from(token, 'base64url');
  if (name.toString('base64url') === token) return name.toString();
  throw new S3Error('InvalidArgument', {
    message: 'The continuation token provided is incorrect',
    details: { ArgumentName: 'continuation-token' },
  });
}
