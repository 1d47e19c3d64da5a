import { bounds, MalformedError } from './source.ts';

/** An element of a binary XML: its name, how deep it lies, and its attributes. */
export interface BinaryElement {
  readonly name: string;
  readonly depth: number;
  readonly attributes: ReadonlyMap<string, string>;
}

const chunk = { strings: 0x0001, xml: 0x0003, start: 0x0102, end: 0x0103, resources: 0x0180 };
const value = { reference: 0x01, string: 0x03, decimal: 0x10, hexadecimal: 0x11, boolean: 0x12 };
const utf8Flag = 0x100;
const none = 0xffffffff;
const depthMax = 200;

/** Names of attributes that only their number says (android.R.attr). */
const attributeNames: ReadonlyMap<number, string> = new Map([
  [0x01010001, 'label'],
  [0x01010003, 'name'],
  [0x0101020c, 'minSdkVersion'],
  [0x0101021b, 'versionCode'],
  [0x0101021c, 'versionName'],
  [0x01010270, 'targetSdkVersion'],
  [0x0101028e, 'required'],
]);

/**
 * Reads Android's binary XML (ResourceTypes.h of the platform): elements in their order.
 * References into resources are `@` and the number.
 * @throws MalformedError
 */
export function binaryXml(bytes: Buffer): BinaryElement[] {
  if (bytes.length < 8 || bytes.readUInt16LE(0) !== chunk.xml)
    throw bad('it does not begin as one');
  const elements: BinaryElement[] = [];
  let strings: readonly string[] = [];
  let resources: readonly number[] = [];
  let depth = 0;
  for (let at = bytes.readUInt16LE(2); at + 8 <= bytes.length;) {
    const [type, header, size] = [
      bytes.readUInt16LE(at),
      bytes.readUInt16LE(at + 2),
      bytes.readUInt32LE(at + 4),
    ];
    if (size < 8 || header < 8 || header > size || at + size > bytes.length) {
      throw bad(`a part at byte ${at} is cut off`);
    }
    const part = bytes.subarray(at, at + size);
    if (type === chunk.strings) strings = stringPool(part, header);
    if (type === chunk.resources) resources = numbers(part.subarray(header));
    if (type === chunk.start) {
      depth += 1;
      if (depth > depthMax) throw new MalformedError('too_many', 'Its manifest is too deep.');
      if (elements.length >= bounds.entries) throw new MalformedError('too_many', 'It has no end.');
      elements.push(startOf(part, header, { strings, resources, depth }));
    }
    if (type === chunk.end) depth -= 1;
    at += size;
  }
  return elements;
}

const bad = (what: string): MalformedError =>
  new MalformedError('bad_structure', `Its manifest is no binary XML: ${what}.`);

const numbers = (part: Buffer): number[] =>
  Array.from({ length: Math.floor(part.length / 4) }, (_, i) => part.readUInt32LE(i * 4));

function stringPool(part: Buffer, header: number): string[] {
  if (header < 28) throw bad('its strings have no header');
  const [count, flags, start] = [
    part.readUInt32LE(8),
    part.readUInt32LE(16),
    part.readUInt32LE(20),
  ];
  if (count > bounds.entries || header + count * 4 > part.length) throw bad('it has no strings');
  const read = (flags & utf8Flag) === 0 ? utf16At : utf8At;
  // Strings may share their bytes: what all of them take is bounded beside what lies there.
  let characters = 0;
  return Array.from({ length: count }, (_, i) => {
    const text = read(part, start + part.readUInt32LE(header + i * 4));
    characters += text.length;
    if (characters > bounds.unpacked) throw new MalformedError('too_large', 'Its strings repeat.');
    return text;
  });
}

function utf16At(part: Buffer, at: number): string {
  if (at + 2 > part.length) throw bad('a string is cut off');
  let length = part.readUInt16LE(at);
  let from = at + 2;
  if ((length & 0x8000) !== 0) {
    if (at + 4 > part.length) throw bad('a string is cut off');
    length = (length & 0x7fff) * 65_536 + part.readUInt16LE(at + 2);
    from = at + 4;
  }
  if (from + length * 2 > part.length) throw bad('a string is cut off');
  return part.toString('utf16le', from, from + length * 2);
}

/** Two lengths, in characters and in bytes, of one byte or two each. */
function utf8At(part: Buffer, at: number): string {
  const characters = shortLength(part, at);
  const bytes = shortLength(part, characters.end);
  if (bytes.end + bytes.length > part.length) throw bad('a string is cut off');
  return part.toString('utf8', bytes.end, bytes.end + bytes.length);
}

function shortLength(part: Buffer, at: number): { length: number; end: number } {
  const first = part[at];
  if (first === undefined) throw bad('a string is cut off');
  if ((first & 0x80) === 0) return { length: first, end: at + 1 };
  return { length: (first & 0x7f) * 256 + (part[at + 1] ?? 0), end: at + 2 };
}

interface Context {
  readonly strings: readonly string[];
  readonly resources: readonly number[];
  readonly depth: number;
}

function startOf(part: Buffer, header: number, context: Context): BinaryElement {
  if (header + 20 > part.length) throw bad('an element is cut off');
  const text = (index: number): string => {
    if (index === none) return '';
    const found = context.strings[index];
    if (found === undefined) throw bad('an element names a string that is not there');
    return found;
  };
  const [from, size, count] = [
    part.readUInt16LE(header + 8),
    part.readUInt16LE(header + 10),
    part.readUInt16LE(header + 12),
  ];
  if (count > 0 && size < 20) throw bad('its attributes have no room');
  const attributes = new Map<string, string>();
  for (let i = 0; i < count; i += 1) {
    const at = header + from + i * size;
    if (at + 20 > part.length) throw bad('an attribute is cut off');
    const nameIndex = part.readUInt32LE(at + 4);
    const number = context.resources[nameIndex];
    const name = (number === undefined ? undefined : attributeNames.get(number)) ?? text(nameIndex);
    const raw = part.readUInt32LE(at + 8);
    const found = raw === none ? typed(part, at + 12, text) : text(raw);
    if (!attributes.has(name)) attributes.set(name, found);
  }
  return { name: text(part.readUInt32LE(header + 4)), depth: context.depth, attributes };
}

function typed(part: Buffer, at: number, text: (index: number) => string): string {
  const data = part.readUInt32LE(at + 4);
  switch (part[at + 3]) {
    case value.string:
      return text(data);
    case value.reference:
      return `@${data.toString(16)}`;
    case value.boolean:
      return data === 0 ? 'false' : 'true';
    case value.decimal:
      return String(data | 0);
    default:
      return String(data);
  }
}
