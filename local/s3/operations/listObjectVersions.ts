import { xmlAnswer } from '../protocol/answer';
import { S3Error } from '../protocol/errors';
import type { Query } from '../protocol/request';
import { element, xmlDocument } from '../protocol/xml';
import type { Operation } from './context';
import { commonPrefixElements, describeEntry, listPage } from './listObjects';
import { invalidVersion, NULL_VERSION } from './version';

/** GET ?versions: of a bucket that was never versioned, where each object is its one version, "null". */
export const listObjectVersions: Operation = async (context) => {
  const { query } = context.request;
  const { keyMarker, versionMarker } = readMarkers(query);
  const { listing, name, common, encode } = listPage(context, Buffer.from(keyMarker));
  const { objects, commonPrefixes, truncated, last } = listing;
  const endsWithObject = objects.at(-1)?.key === last.toString();
  return xmlAnswer(
    xmlDocument('ListVersionsResult', [
      element('Name', name),
      ...common,
      element('KeyMarker', encode(keyMarker)),
      element('VersionIdMarker', versionMarker),
      element('NextKeyMarker', truncated ? encode(last.toString()) : undefined),
      element('NextVersionIdMarker', truncated && endsWithObject ? NULL_VERSION : undefined),
      element('IsTruncated', truncated),
      ...objects.map((record) =>
        element('Version', [
          element('Key', encode(record.key)),
          element('VersionId', NULL_VERSION),
          element('IsLatest', true),
          ...describeEntry(record, context.owner),
        ]),
      ),
      ...commonPrefixElements(commonPrefixes, encode),
    ]),
  );
};

/** A key has one version, so what follows its version follows the key, whether the version is named or not. */
function readMarkers(query: Query): { keyMarker: string; versionMarker: string } {
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker');
  if (versionMarker === undefined) return { keyMarker, versionMarker: '' };
  if (versionMarker === '') {
    throw markerError('A version-id marker cannot be empty.', versionMarker);
  }
  if (keyMarker === '') {
    throw markerError('A version-id marker cannot be specified without a key marker.', versionMarker);
  }
  if (versionMarker !== NULL_VERSION) throw invalidVersion('version-id-marker', versionMarker);
  return { keyMarker, versionMarker };
}

function markerError(message: string, value: string): S3Error {
  return new S3Error('InvalidArgument', {
    message,
    details: { ArgumentName: 'version-id-marker', ArgumentValue: value },
  });
}
