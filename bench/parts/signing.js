import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { load, require } from '../product.js';
import { timeEach } from './time.js';

const PAGE = 100;
const SECONDS = 300;

/** A page of 100 download URLs: as we sign them, by the SDK's getSignedUrl, and the one hash and HMAC of each alone. */
export async function timeSigning() {
  const { createS3Clients, GetSigner, downloadRequest } = load('parts');
  const { GetObjectCommand } = require('@aws-sdk/client-s3');
  const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');
  const { signing: client } = createS3Clients({
    bucket: 'cloakroom',
    region: 'eu-central-1',
    endpoint: null,
    publicEndpoint: null,
    forcePathStyle: false,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: randomBytes(30).toString('base64') },
  });
  const at = new Date();
  const signer = new GetSigner(client, 'cloakroom');
  const files = Array.from({ length: PAGE }, (_, index) => ({
    objectKey: `${randomUUID()}/${randomUUID()}`,
    name: `holiday picture ${index}.jpg`,
    contentType: 'image/jpeg',
  }));
  const bySdk = ({ key, contentDisposition, contentType, cacheControl }) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: 'cloakroom',
        Key: key,
        ResponseContentDisposition: contentDisposition,
        ResponseContentType: contentType,
        ResponseCacheControl: cacheControl,
      }),
      { expiresIn: SECONDS, signingDate: at },
    );
  const requests = files.map((file) => downloadRequest(file, 'ATTACHMENT', SECONDS));
  const url = await signer.sign(requests[0], at, SECONDS);
  if (url !== (await bySdk(requests[0]))) throw new Error('the two do not sign alike');
  // As much as SigV4 has to hash for these URLs: the canonical request and the string to sign.
  const canonical = 'x'.repeat(url.length - 60);
  const toSign = 'x'.repeat(140);
  const key = randomBytes(32);
  const times = await timeEach({
    bare: () => {
      for (let index = 0; index < PAGE; index += 1) {
        const hash = createHash('sha256').update(canonical).digest('hex');
        createHmac('sha256', key).update(toSign).update(hash).digest('hex');
      }
    },
    ours: () =>
      Promise.all(
        files.map((file) => signer.sign(downloadRequest(file, 'ATTACHMENT', SECONDS), at, SECONDS)),
      ),
    getSignedUrl: () => Promise.all(requests.map(bySdk)),
  });
  client.destroy();
  return [
    ['hash and HMAC alone', times.bare, 1],
    ['as Cloakroom signs', times.ours, times.ours / times.bare],
    ['getSignedUrl', times.getSignedUrl, times.getSignedUrl / times.bare],
  ];
}
