import { MalformedError } from './source.ts';

const text = 30; // VT_LPSTR
const propertiesMax = 256;

/** Texts of the first section of a property set ([MS-OLEPS]), by their number. */
export function propertySet(bytes: Buffer): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  if (bytes.length < 48) return found;
  const section = bytes.readUInt32LE(44);
  if (section + 8 > bytes.length) throw cut();
  const count = bytes.readUInt32LE(section + 4);
  if (count > propertiesMax) throw new MalformedError('too_many', 'It has too many properties.');
  for (let i = 0; i < count; i += 1) {
    const at = section + 8 + i * 8;
    if (at + 8 > bytes.length) throw cut();
    const value = section + bytes.readUInt32LE(at + 4);
    if (value + 8 > bytes.length) continue;
    if (bytes.readUInt32LE(value) !== text) continue;
    const length = bytes.readUInt32LE(value + 4);
    if (value + 8 + length > bytes.length) throw cut();
    const [words = ''] = bytes.toString('latin1', value + 8, value + 8 + length).split('\0', 1);
    found.set(bytes.readUInt32LE(at), words);
  }
  return found;
}

const cut = (): MalformedError =>
  new MalformedError('truncated', 'Its summary information is cut off.');
