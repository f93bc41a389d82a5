import type { Credentials } from './authenticate';
import { S3Error } from './errors';
import { parseAmzDate, parseCredential } from './signatureClaim';
import { ALGORITHM, equalSignatures, sign, signingKey } from './sigv4';

/**
 * Verifies the signature of a form's policy: it signs the base64 text of the policy itself.
 * `fields` is by lower-case name. Throws what S3 answers for each fault.
 */
export function verifyPolicySignature(fields: ReadonlyMap<string, string>, credentials: Credentials): void {
  const need = (name: string): string => {
    const value = fields.get(name.toLowerCase());
    if (value !== undefined && value !== '') return value;
    throw new S3Error('InvalidArgument', {
      message: `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
      details: { ArgumentName: name, ArgumentValue: '' },
    });
  };
  if (fields.has('x-amz-security-token')) throw new S3Error('InvalidToken');
  const algorithm = need('X-Amz-Algorithm');
  if (algorithm !== ALGORITHM) throw invalid('X-Amz-Algorithm', algorithm);
  const text = need('X-Amz-Credential');
  const { accessKeyId, scope } = parseCredential(text, () => invalid('X-Amz-Credential', text));
  const date = need('X-Amz-Date');
  const signature = need('X-Amz-Signature');
  if (parseAmzDate(date) === undefined || date.slice(0, 8) !== scope.date) throw invalid('X-Amz-Date', date);
  if (scope.region !== credentials.region || scope.service !== 's3') throw invalid('X-Amz-Credential', text);
  if (!equalSignatures(credentials.accessKeyId, accessKeyId)) {
    throw new S3Error('InvalidAccessKeyId', { details: { AWSAccessKeyId: accessKeyId } });
  }
  const expected = sign(signingKey(credentials.secretAccessKey, scope), need('policy'));
  if (!equalSignatures(expected, signature)) throw new S3Error('SignatureDoesNotMatch');
}

function invalid(name: string, value: string): S3Error {
  return new S3Error('InvalidArgument', {
    message: `The value of ${name} is not valid for this request.`,
    details: { ArgumentName: name, ArgumentValue: value },
  });
}
