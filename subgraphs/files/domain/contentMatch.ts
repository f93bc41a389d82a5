import { mediaTypeOf } from './contentType';

/** How many bytes from the start of a file are looked at. */
export const SNIFFED_BYTES = 4096;

/** What the first bytes of a file say of its type. */
export interface Sniffed {
  /** The media type recognised by magic bytes, null when there is none. */
  readonly recognised: string | null;
  /** Whether they are plain text in UTF-8: some magic bytes are letters, and a text may begin with them. */
  readonly isText: boolean;
}

/** Media types with several names. */
const ALIASES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/x-ms-bmp': 'image/bmp',
  'image/vnd.microsoft.icon': 'image/x-icon',
  'image/x-tiff': 'image/tiff',
  'application/x-zip-compressed': 'application/zip',
  'application/x-zip': 'application/zip',
  'application/x-gzip': 'application/gzip',
  'application/vnd.rar': 'application/x-rar-compressed',
  'application/x-rar': 'application/x-rar-compressed',
  'application/x-pdf': 'application/pdf',
  'application/vnd.sqlite3': 'application/x-sqlite3',
  'application/vnd.microsoft.portable-executable': 'application/x-msdownload',
  'audio/mp3': 'audio/mpeg',
  'audio/x-mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-flac': 'audio/flac',
  'audio/x-aiff': 'audio/aiff',
  'audio/x-aac': 'audio/aac',
  'audio/mid': 'audio/midi',
  'video/x-msvideo': 'video/vnd.avi',
  'video/avi': 'video/vnd.avi',
  'video/x-matroska': 'video/matroska',
  'font/sfnt': 'font/ttf',
  'application/font-woff': 'font/woff',
  'application/x-font-ttf': 'font/ttf',
  'application/x-font-otf': 'font/otf',
  'text/rtf': 'application/rtf',
  'text/xml': 'application/xml',
};

/**
 * Types that share a container, so that the first bytes cannot tell them apart for certain. A file announced as
 * one of a family may be recognised as any of it.
 */
const FAMILIES: readonly RegExp[] = [
  // ZIP with something in it: office documents, e-books, packages.
  /^application\/(?:zip|java-archive|epub\+zip|x-xpinstall|vnd\.(?:openxmlformats-officedocument|oasis\.opendocument|ms-(?:excel|word|powerpoint)\.|android\.package-archive|google-earth\.kmz|visio|ms-visio).*)$|\+zip$|^model\/3mf$/,
  // Microsoft's compound file: office documents before 2007, messages.
  /^application\/(?:x-cfb|msword|vnd\.ms-(?:excel|powerpoint|outlook|project|works)|x-msi|vnd\.visio)$/,
  // ISO base media with sound or film.
  /^(?:video\/(?:mp4|quicktime|x-m4v|3gpp|3gpp2)|audio\/(?:mp4|x-m4a|m4a|aac|3gpp))$/,
  // ISO base media with still images.
  /^image\/(?:heic|heif|avif|heic-sequence|heif-sequence)$/,
  /^(?:video\/(?:matroska|webm)|audio\/(?:webm|matroska|x-matroska))$/,
  /^(?:(?:audio|video|application)\/ogg|audio\/(?:opus|vorbis|speex))$/,
  /^(?:audio\/x-ms-asf|video\/x-ms-asf|application\/vnd\.ms-asf|video\/x-ms-wmv|audio\/x-ms-wma)$/,
  /^(?:video\/(?:mpeg|mp1s|mp2p|mp2t))$/,
  /^image\/(?:png|apng)$/,
  /^image\/(?:tiff|x-adobe-dng|x-canon-cr2|x-nikon-nef|x-sony-arw|x-olympus-orf|x-panasonic-rw2)$/,
  /^font\/(?:ttf|otf|collection)$/,
  /^application\/(?:postscript|eps|illustrator)$|^application\/pdf$/,
  /(?:^application\/xml|\+xml)$/,
  /^application\/(?:gzip|x-tar|x-compressed-tar|x-gtar)$/,
];

/** Containers that formats unknown here are built on; recognising one says nothing against the announced type. */
const CONTAINERS = /^application\/(?:zip|gzip|zstd|x-cfb|xml|x-sqlite3|x-tar)$/;

/** Types whose files often lack the magic bytes they could have. */
const OPTIONAL_MAGIC = /^(?:model\/stl|application\/(?:pgp-encrypted|x-apple-diskimage|vnd\.iccprofile))$/;

/**
 * Whether a file's first bytes agree with its announced type (promise U07). A type that has magic bytes must be
 * recognised as itself or one of its family; text and types without magic bytes must not be recognised as something
 * else, so that neither HTML goes as an image nor a program as a text. `application/octet-stream` claims nothing.
 * `hasMagic` says whether a type could have been recognised.
 */
export function contentMatches(
  contentType: string,
  sniffed: Sniffed,
  hasMagic: (mediaType: string) => boolean,
): boolean {
  const declared = canonical(contentType);
  if (declared === 'application/octet-stream') return true;
  const recognised = sniffed.recognised === null ? null : canonical(sniffed.recognised);
  if (recognised !== null && isSameFamily(declared, recognised)) return true;

  const isTextual = declared.startsWith('text/') || /(?:^application\/xml|\+xml)$/.test(declared);
  if (!isTextual && !OPTIONAL_MAGIC.test(declared) && hasMagic(declared)) return false;
  if (sniffed.isText || recognised === null) return true;
  return !isTextual && CONTAINERS.test(recognised);
}

function canonical(contentType: string): string {
  const mediaType = mediaTypeOf(contentType);
  return ALIASES[mediaType] ?? mediaType;
}

function isSameFamily(one: string, other: string): boolean {
  return one === other || FAMILIES.some((family) => family.test(one) && family.test(other));
}
