import { ProtocolError } from './errors.ts';
import { idFromBytes, idToBytes, type SubjectId } from './ids.ts';
import { limits } from './limits.ts';

/** Collects the strings and subjects of a batch that is being written. */
export interface Interner {
  readonly strings: string[];
  readonly subjects: Uint8Array[];
  /** Index of a text. */
  text(value: string): number;
  /** Index + 1 of a text, 0 for null. */
  optional(value: string | null): number;
  subject(id: SubjectId): number;
}

/** Starts empty tables. Texts beyond `limits.stringBytesMax` are refused. */
export function createInterner(): Interner {
  const strings: string[] = [];
  const subjects: Uint8Array[] = [];
  const textIndex = new Map<string, number>();
  const subjectIndex = new Map<SubjectId, number>();
  const text = (value: string): number => {
    const known = textIndex.get(value);
    if (known !== undefined) return known;
    if (Buffer.byteLength(value) > limits.stringBytesMax) {
      throw new ProtocolError('oversized', `a text of over ${limits.stringBytesMax} bytes`);
    }
    textIndex.set(value, strings.length);
    return strings.push(value) - 1;
  };
  return {
    strings,
    subjects,
    text,
    optional: (value) => (value === null ? 0 : text(value) + 1),
    subject: (id) => {
      const known = subjectIndex.get(id);
      if (known !== undefined) return known;
      subjectIndex.set(id, subjects.length);
      return subjects.push(idToBytes(id)) - 1;
    },
  };
}

/** Looks up the tables of a batch that is being read. */
export interface InternTable {
  text(index: number | undefined): string;
  optional(index: number | undefined): string | null;
  subject(index: number | undefined): SubjectId;
}

/** Wraps received tables; every index is checked. @throws ProtocolError malformed | oversized */
export function readInterned(
  strings: readonly string[],
  subjectBytes: readonly Uint8Array[],
): InternTable {
  if (strings.some((value) => value.length > limits.stringBytesMax)) {
    throw new ProtocolError('oversized', `a text of over ${limits.stringBytesMax} bytes`);
  }
  const subjects = subjectBytes.map((bytes) => idFromBytes(bytes, 'a subject'));
  const text = (index: number | undefined): string => pick(strings, index, 'text');
  return {
    text,
    optional: (index) => (index === 0 ? null : text(index === undefined ? index : index - 1)),
    subject: (index) => pick(subjects, index, 'subject'),
  };
}

function pick<T>(table: readonly T[], index: number | undefined, what: string): T {
  const value = index === undefined ? undefined : table[index];
  if (value === undefined) throw new ProtocolError('malformed', `a ${what} index leads nowhere`);
  return value;
}
