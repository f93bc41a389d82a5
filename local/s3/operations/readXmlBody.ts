import { consumeBody, readBodyClaims } from '../protocol/body';
import { S3Error } from '../protocol/errors';
import type { XmlElement } from '../protocol/xml';
import { parseXml } from '../protocol/xml';
import type { OperationContext } from './context';

/** Reads and verifies a body that is an XML document of at most `maxBytes`; undefined when it is empty. */
export async function findXmlBody(
  { auth }: OperationContext,
  root: string,
  maxBytes: number,
  { verifyChecksum = true } = {},
): Promise<XmlElement | undefined> {
  const claims = readBodyClaims(auth, { withChecksum: verifyChecksum });
  if (claims.length > maxBytes) throw new S3Error('MaxMessageLengthExceeded');
  const chunks: Buffer[] = [];
  await consumeBody(auth, claims, (chunk) => void chunks.push(chunk));
  const body = Buffer.concat(chunks);
  return body.length === 0 ? undefined : parseXml(body, root);
}

/** As `findXmlBody`; throws MissingRequestBodyError when the body is empty. */
export async function readXmlBody(
  context: OperationContext,
  root: string,
  maxBytes: number,
  options: { verifyChecksum?: boolean } = {},
): Promise<XmlElement> {
  const found = await findXmlBody(context, root, maxBytes, options);
  if (found === undefined) throw new S3Error('MissingRequestBodyError');
  return found;
}
