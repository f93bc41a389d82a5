import { deflateRawSync } from 'node:zlib';
import { MagicTypeDetector } from '../adapters/fileType/MagicTypeDetector';
import { contentMatches } from './contentMatch';

const detector = new MagicTypeDetector();

async function matches(contentType: string, start: Buffer): Promise<boolean> {
  const magicTypes = await detector.loadMagicTypes();
  return contentMatches(contentType, await detector.sniff(start), (type) => magicTypes.has(type));
}

const bytes = (...values: (string | number[])[]) =>
  Buffer.concat(values.map((value) => Buffer.from(value as string)));
/** A ZIP with one entry. */
function zip(name: string, content: string): Buffer {
  const data = deflateRawSync(content);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), data]);
}

const PNG = bytes(
  [0x89],
  'PNG\r\n',
  [0x1a, 0x0a, 0, 0, 0, 13],
  'IHDR',
  Array<number>(17).fill(0),
  [0, 0, 0, 0],
  'IDAT',
);
const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const PDF = bytes('%PDF-1.7\n%', [0xe2, 0xe3, 0xcf, 0xd3], '\n1 0 obj\n');
const EXE = bytes('MZ', [0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0, 0xb8]);
const ELF = bytes([0x7f], 'ELF', [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const MP4 = bytes([0, 0, 0, 0x18], 'ftypisom', [0, 0, 2, 0], 'isomiso2');
const HTML = bytes('<!doctype html><script>alert(1)</script>');
const WORD = zip('word/document.xml', '<w:document/>');
const OLE = bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Array<number>(500).fill(0));
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

it.each([
  ['image/png', PNG],
  ['image/x-png', PNG],
  ['image/jpeg', JPEG],
  ['image/jpg', JPEG],
  ['application/pdf', PDF],
  ['video/mp4', MP4],
  ['video/quicktime', MP4],
  ['audio/mp4', MP4],
  [DOCX, WORD],
  ['application/zip', WORD],
  ['application/msword', OLE],
  ['application/vnd.ms-excel', OLE],
  ['text/html', HTML],
  ['text/plain', HTML],
  ['text/plain; charset=utf-8', Buffer.from('BMW and MZ are letters, and so is PK')],
  ['text/plain', Buffer.from('MZ is also how a sentence may begin')],
  ['text/plain', Buffer.from([0xe4, 0xf6, 0xfc])],
  ['text/plain', Buffer.from('\ufeffUTF-16 as Windows writes it', 'utf16le')],
  ['text/csv', Buffer.from('a;b\n1;2\n')],
  ['application/json', Buffer.from('{"a":1}')],
  ['application/xml', Buffer.from('<?xml version="1.0"?><a/>')],
  ['image/svg+xml', Buffer.from('<?xml version="1.0"?><svg/>')],
  ['image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['application/x-made-up', Buffer.from([1, 2, 3, 4])],
  ['application/vnd.made-up', WORD],
  ['application/octet-stream', EXE],
  ['application/octet-stream', PNG],
])('accepts as %s what it is', async (contentType, start) => {
  expect(await matches(contentType, start)).toBe(true);
});

it.each([
  ['image/png', HTML, 'HTML'],
  ['image/png', JPEG, 'a JPEG'],
  ['image/jpeg', Buffer.from([1, 2, 3]), 'three bytes'],
  ['application/pdf', HTML, 'HTML'],
  ['application/pdf', EXE, 'a program'],
  ['video/mp4', PNG, 'a PNG'],
  [DOCX, HTML, 'HTML'],
  [DOCX, OLE, 'a compound file'],
  ['text/plain', EXE, 'a program'],
  ['text/html', ELF, 'a program'],
  ['image/svg+xml', PNG, 'a PNG'],
  ['image/heic', MP4, 'a film'],
  ['application/json', ELF, 'a program'],
  ['application/x-made-up', PDF, 'a PDF'],
])('U07 refuses as %s what is not: %#', async (contentType, start) => {
  expect(await matches(contentType, start)).toBe(false);
});
