import { bounds, MalformedError, readExactly, type ByteSource } from './source.ts';

/** One header structure of an RPM: an index of tags over a store of values. */
export interface RpmHeader {
  /** Where it ends in the file. */
  readonly end: number;
  text(tag: number): string | undefined;
  texts(tag: number): readonly string[];
  numbers(tag: number): readonly number[];
  binary(tag: number): Buffer | undefined;
}

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

const types = { int16: 3, int32: 4, string: 6, binary: 7, strings: 8, i18n: 9 } as const;
const entriesMax = 65_536;

/** Reads a header structure (rpm's documentation of its format, v4). @throws MalformedError */
export async function rpmHeader(source: ByteSource, at: number): Promise<RpmHeader> {
  const intro = await readExactly(source, at, 16);
  if (intro.readUInt32BE(0) !== 0x8eade801) {
    throw new MalformedError('bad_structure', `There is no RPM header at byte ${at}.`);
  }
  const [count, storeBytes] = [intro.readUInt32BE(8), intro.readUInt32BE(12)];
  if (count > entriesMax || storeBytes > bounds.unpacked) {
    throw new MalformedError('too_large', `Its header has ${count} entries, ${storeBytes} bytes.`);
  }
  const index = await readExactly(source, at + 16, count * 16);
  const store = await readExactly(source, at + 16 + index.length, storeBytes);
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i += 1) {
    const [type, offset] = [index.readUInt32BE(i * 16 + 4), index.readUInt32BE(i * 16 + 8)];
    entries.set(index.readUInt32BE(i * 16), {
      type,
      offset,
      count: index.readUInt32BE(i * 16 + 12),
    });
  }
  return headerOver(entries, store, at + 16 + index.length + storeBytes);
}

function headerOver(entries: ReadonlyMap<number, Entry>, store: Buffer, end: number): RpmHeader {
  const texts = (tag: number): string[] => {
    const entry = entries.get(tag);
    if (!entry) return [];
    const isText = [types.string, types.strings, types.i18n].some((type) => type === entry.type);
    if (!isText) throw wrong(tag);
    const count = entry.type === types.string ? 1 : entry.count;
    return textsAt(store, entry.offset, count, tag);
  };
  return {
    end,
    texts,
    text: (tag) => texts(tag)[0],
    numbers(tag) {
      const entry = entries.get(tag);
      if (!entry) return [];
      const width = entry.type === types.int32 ? 4 : entry.type === types.int16 ? 2 : 0;
      const { count, offset } = entry;
      if (width === 0 || offset + count * width > store.length) throw wrong(tag);
      return Array.from({ length: count }, (_, i) => store.readUIntBE(offset + i * width, width));
    },
    binary(tag) {
      const entry = entries.get(tag);
      if (!entry) return undefined;
      const { type, offset, count } = entry;
      if (type !== types.binary || offset + count > store.length) throw wrong(tag);
      return store.subarray(offset, offset + count);
    },
  };
}

const wrong = (tag: number): MalformedError =>
  new MalformedError('bad_structure', `The value of its header's tag ${tag} is not there.`);

function textsAt(store: Buffer, offset: number, count: number, tag: number): string[] {
  if (count > bounds.entries) throw new MalformedError('too_many', `Its tag ${tag} has no end.`);
  const found: string[] = [];
  for (let at = offset; found.length < count;) {
    const end = store.indexOf(0, at);
    if (at >= store.length || end < 0) throw wrong(tag);
    found.push(store.toString('utf8', at, end));
    at = end + 1;
  }
  return found;
}
