import { AppError, badUserInput } from '../../../platform/errors';

/** RFC 9110 section 5.6.2 and 8.3.1: type "/" subtype, then parameters with token or quoted values. */
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const MEDIA_TYPE = new RegExp(
  `^(${TOKEN}/${TOKEN})((?:[ \\t]*;[ \\t]*${TOKEN}=(?:${TOKEN}|"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\\x20-\\x7E])*"))*)$`,
);
const MAX_LENGTH = 255;

/** Types a browser can show without running anything of theirs, in the page of the person who opens them. */
const INLINE_SAFE = /^(?:image\/(?!svg)[^;]+|audio\/[^;]+|video\/[^;]+|application\/pdf|text\/plain)$/;

/** `type/subtype` in lower case, without parameters. */
export function mediaTypeOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/**
 * Accepts a media type as it is when it is well-formed and on the list; `image/*` stands for all images.
 * @throws AppError BAD_USER_INPUT for a malformed one, UNSUPPORTED_FILE_TYPE for one that is not on the list.
 */
export function checkContentType(contentType: string, allowed: readonly string[]): string {
  // An asterisk is a legal character, but "image/*" is a range (RFC 9110 section 12.5.1) and no type.
  const isType = MEDIA_TYPE.test(contentType) && !mediaTypeOf(contentType).includes('*');
  if (contentType.length > MAX_LENGTH || !isType) {
    throw badUserInput('contentType', 'The content type must be a media type such as "image/png".');
  }
  const mediaType = mediaTypeOf(contentType);
  if (!allowed.some((pattern) => matches(mediaType, pattern.toLowerCase()))) {
    throw new AppError('UNSUPPORTED_FILE_TYPE', {
      field: 'contentType',
      message: `Files of the type ${mediaType} are not accepted here.`,
    });
  }
  return contentType;
}

/** Whether a browser may show a file of this type in place rather than save it. */
export function isSafeInline(contentType: string): boolean {
  return INLINE_SAFE.test(mediaTypeOf(contentType));
}

function matches(mediaType: string, pattern: string): boolean {
  if (pattern === '*/*' || pattern === '*') return true;
  return pattern.endsWith('/*') ? mediaType.startsWith(pattern.slice(0, -1)) : mediaType === pattern;
}
