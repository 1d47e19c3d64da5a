/** Bytes that can be read anywhere: a file, an object, a part of either. */
export interface ByteSource {
  readonly size: number;
  /** Fewer bytes than asked for only where the source ends. */
  readAt(offset: number, length: number): Promise<Buffer>;
}

/** Why bytes are not the package that they begin like. */
export const malformedReasons = [
  'unknown_type',
  'truncated',
  'bad_structure',
  'bad_compression',
  'bad_text',
  'missing_part',
  'cycle',
  'too_large',
  'too_many',
  'unsupported',
] as const;
export type MalformedReason = (typeof malformedReasons)[number];

/** The bytes can't be what they claim to be. Thrown by parsers, caught where they are called. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
  readonly reason: MalformedReason;

  constructor(reason: MalformedReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** What parsers take at most, in bytes unless said otherwise: nothing else bounds hostile input. */
export const bounds = {
  /** Of one piece that is read whole, packed and unpacked. */
  packed: 16 * 1_048_576,
  unpacked: 32 * 1_048_576,
  /** Of a text that describes the package. */
  description: 4 * 1_048_576,
  /** Members, entries, index lines. */
  entries: 200_000,
  dependencies: 5_000,
  /** Characters of one value that is kept. */
  text: 4_000,
  signers: 16,
} as const;

/** Reads exactly so many bytes. @throws MalformedError when there are fewer */
export async function readExactly(
  source: ByteSource,
  offset: number,
  length: number,
): Promise<Buffer> {
  if (!Number.isSafeInteger(offset) || offset < 0 || length < 0 || offset + length > source.size) {
    throw new MalformedError('truncated', `It ends before byte ${offset + length}.`);
  }
  const bytes = await source.readAt(offset, length);
  if (bytes.length === length) return bytes;
  throw new MalformedError('truncated', `It ends before byte ${offset + length}.`);
}

/** A part of a source, or a whole buffer, as a source of its own. */
export function sourceOf(buffer: Buffer): ByteSource {
  return {
    size: buffer.length,
    readAt: (offset, length) => Promise.resolve(buffer.subarray(offset, offset + length)),
  };
}

const windowBytes = 65_536;

/** Serves small reads near each other from one larger read. */
export function windowed(source: ByteSource): ByteSource {
  let at = 0;
  let held: Buffer = Buffer.alloc(0);
  return {
    size: source.size,
    async readAt(offset, length) {
      const wanted = Math.max(0, Math.min(length, source.size - offset));
      if (wanted > windowBytes / 2) return source.readAt(offset, wanted);
      if (offset < at || offset + wanted > at + held.length) {
        held = await source.readAt(offset, Math.min(windowBytes, source.size - offset));
        at = offset;
      }
      return held.subarray(offset - at, offset - at + wanted);
    },
  };
}
