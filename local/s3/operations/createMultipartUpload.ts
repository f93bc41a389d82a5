import { xmlAnswer } from '../protocol/answer';
import { readDescription } from '../protocol/objectDescription';
import { element, xmlDocument } from '../protocol/xml';
import type { Operation } from './context';
import { requireObjectName } from './context';
import { readUploadChecksum } from './multipartChecksum';

/** POST ?uploads: begins a multipart upload. */
export const createMultipartUpload: Operation = async (context) => {
  const { bucket, key } = requireObjectName(context);
  const { headers } = context.request;
  const checksum = readUploadChecksum(headers);
  const upload = await context.storage.uploads.create({
    bucket,
    key,
    initiated: context.now.getTime(),
    ...readDescription(headers),
    ...(checksum && { checksum }),
  });
  return xmlAnswer(
    xmlDocument('InitiateMultipartUploadResult', [
      element('Bucket', bucket),
      element('Key', key),
      element('UploadId', upload.id),
    ]),
    {
      'x-amz-checksum-algorithm': checksum?.algorithm.toUpperCase(),
      'x-amz-checksum-type': checksum?.type,
    },
  );
};
