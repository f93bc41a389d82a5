import type { Regex } from '../bson/values';
import { MongoError } from '../errors';

const posixClasses: Record<string, string> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
  word: '\\w',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
};

/**
 * The JavaScript expression for a PCRE pattern. What JavaScript writes otherwise is translated; what it does
 * not have is refused with the error mongod gives for a pattern that does not compile.
 */
export function toRegExp({ pattern, options }: Regex): RegExp {
  for (const option of options) {
    if (!'imsxu'.includes(option)) {
      throw new MongoError(51108, `invalid flag in regex options: ${option}`);
    }
  }
  if (pattern.includes('\0')) {
    throw new MongoError('BadValue', 'Regular expression cannot contain an embedded null byte');
  }
  const leading = /^\(\?([imsx]+)\)/.exec(pattern);
  const letters = options + (leading?.[1] ?? '');
  const source = translate(pattern.slice(leading?.[0].length ?? 0), letters);
  const flags = [...'ims'].filter((flag) => letters.includes(flag)).join('');
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    // Unicode mode refuses escapes such as `\-` that PCRE reads as the character itself.
    return withoutUnicode(source, flags);
  }
}

function withoutUnicode(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MongoError(51091, `Regular expression is invalid: ${reason}`);
  }
}

function translate(pattern: string, letters: string): string {
  const extended = letters.includes('x');
  const multiline = letters.includes('m');
  let result = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '\\') {
      result += translateEscape(pattern.charAt(++i), inClass);
    } else if (inClass) {
      const posix = /^\[:(\^?)(\w+):\]/.exec(pattern.slice(i));
      const members = posix?.[1] === '' ? posixClasses[posix[2] ?? ''] : undefined;
      if (posix !== null && members !== undefined) {
        result += members;
        i += posix[0].length - 1;
      } else {
        result += char === '[' ? '\\[' : char;
        if (char === ']') inClass = false;
      }
    } else if (char === '[') {
      inClass = true;
      result += char;
    } else if (char === '$' && !multiline) {
      // PCRE's $ also matches before a line break at the very end.
      result += '(?=\\n?(?![\\s\\S]))';
    } else if (extended && /\s/.test(char)) {
      continue;
    } else if (extended && char === '#') {
      while (i + 1 < pattern.length && pattern.charAt(i + 1) !== '\n') i++;
    } else if (char === '(' && pattern.startsWith('(?P<', i)) {
      result += '(?<';
      i += 3;
    } else {
      result += char;
    }
  }
  return result;
}

function translateEscape(char: string, inClass: boolean): string {
  if (inClass) return `\\${char}`;
  if (char === 'A') return '(?<![\\s\\S])';
  if (char === 'z') return '(?![\\s\\S])';
  if (char === 'Z') return '(?=\\n?(?![\\s\\S]))';
  if (char === 'h') return '[ \\t]';
  if (char === 'Q' || char === 'G' || char === 'K' || char === 'R' || char === 'X') {
    throw new MongoError(51091, `Regular expression is invalid: \\${char} is not supported`);
  }
  return `\\${char}`;
}
