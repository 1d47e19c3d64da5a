/** A stretch of a package; `codec` undefined: as it is. */
export interface Section {
  readonly at: number;
  readonly length: number;
  readonly codec: string | undefined;
}

const arMagic = '!<arch>\n';
const arHeaderBytes = 60;
const gzipHeaderBytes = 10;
const gzipTrailerBytes = 8;

/**
 * Where compressed bytes lie in a package, known by their first bytes, never by a file's name: a
 * gzip file, or the members of a Debian package (deb(5), an ar archive). What is not understood is one section that
 * is taken as it is.
 */
export function sectionsOf(bytes: Uint8Array): Section[] {
  const whole = { at: 0, length: bytes.length };
  if (isGzip(bytes, 0, bytes.length)) return gzipSections(bytes, whole);
  if (latin(bytes, 0, arMagic.length) !== arMagic) return [{ ...whole, codec: undefined }];
  const sections: Section[] = [];
  let plainFrom = 0;
  let at = arMagic.length;
  while (at + arHeaderBytes <= bytes.length) {
    const length = Number(latin(bytes, at + 48, 10).trim());
    const begin = at + arHeaderBytes;
    const isHeader = latin(bytes, at + 58, 2) === '`\n' && Number.isSafeInteger(length);
    if (!isHeader || length < 0 || begin + length > bytes.length) {
      return [{ ...whole, codec: undefined }];
    }
    const inner = memberSections(bytes, { at: begin, length });
    if (inner.length > 0) {
      sections.push({ at: plainFrom, length: begin - plainFrom, codec: undefined }, ...inner);
      plainFrom = begin + length;
    }
    at = begin + length + (length % 2);
  }
  sections.push({ at: plainFrom, length: bytes.length - plainFrom, codec: undefined });
  return sections.filter(({ length }) => length > 0);
}

interface Span {
  readonly at: number;
  readonly length: number;
}

/** Compressed sections of a member; none: it is taken as it is. */
function memberSections(bytes: Uint8Array, span: Span): Section[] {
  const { at, length } = span;
  if (isGzip(bytes, at, length)) return gzipSections(bytes, span);
  if (length >= 6 && latin(bytes, at, 6) === '\u00fd7zXZ\0') return [{ ...span, codec: 'xz' }];
  return [];
}

/** RFC 1952 2.3: magic, deflate. */
function isGzip(bytes: Uint8Array, at: number, length: number): boolean {
  return (
    length > gzipHeaderBytes + gzipTrailerBytes &&
    bytes[at] === 0x1f &&
    bytes[at + 1] === 0x8b &&
    bytes[at + 2] === 8
  );
}

/** Header and trailer as they are, between them deflate (RFC 1952 2.3.1). */
function gzipSections(bytes: Uint8Array, { at, length }: Span): Section[] {
  const flags = bytes[at + 3]!;
  const end = at + length;
  let body = at + gzipHeaderBytes;
  if ((flags & 4) !== 0) body += 2 + (bytes[body]! | (bytes[body + 1]! << 8));
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    while (body < end && bytes[body] !== 0) body += 1;
    body += 1;
  }
  if ((flags & 2) !== 0) body += 2;
  const trailer = end - gzipTrailerBytes;
  if (!(body < trailer)) return [{ at, length, codec: undefined }];
  return [
    { at, length: body - at, codec: undefined },
    { at: body, length: trailer - body, codec: 'deflate' },
    { at: trailer, length: gzipTrailerBytes, codec: undefined },
  ];
}

function latin(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.subarray(at, at + length)).toString('latin1');
}
