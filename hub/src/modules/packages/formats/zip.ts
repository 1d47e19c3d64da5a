import { Readable } from 'node:stream';
import { fromRandomAccessReader, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { bounds, MalformedError, windowed, type ByteSource } from './source.ts';

/** A zip file of which single entries are read. */
export interface Zip {
  /** Sizes by name; of a name that is there twice, the first. */
  readonly names: ReadonlySet<string>;
  /** A whole entry; undefined: there is none. @throws MalformedError beyond `max` bytes */
  read(name: string, max?: number): Promise<Buffer | undefined>;
}

/** Lets yauzl read a source; it asks for ranges, which come in pieces. */
class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(piecesOf(this.#source, start, end));
  }
}

const pieceBytes = 65_536;

async function* piecesOf(source: ByteSource, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const piece = await source.readAt(at, Math.min(pieceBytes, end - at));
    if (piece.length === 0) return;
    yield Buffer.from(piece);
    at += piece.length;
  }
}

/**
 * Reads the directory of a zip file and keeps the entries that `wanted` asks for; all names of the
 * others are only counted.
 * @throws MalformedError
 */
export async function openZip(source: ByteSource, wanted: (name: string) => boolean): Promise<Zip> {
  try {
    const zip = await opened(source);
    if (zip.entryCount > bounds.entries) {
      throw new MalformedError('too_many', `It has ${zip.entryCount} entries.`);
    }
    const entries = await entriesOf(zip, wanted);
    return {
      names: new Set(entries.keys()),
      read: (name, max = bounds.unpacked) => {
        const entry = entries.get(name);
        return entry === undefined ? Promise.resolve(undefined) : contentOf(zip, entry, max);
      },
    };
  } catch (cause) {
    throw malformed(cause);
  }
}

function opened(source: ByteSource): Promise<ZipFile> {
  const { promise, resolve, reject } = Promise.withResolvers<ZipFile>();
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  const reader = new SourceReader(windowed(source));
  fromRandomAccessReader(reader, source.size, options, (error, zip) => {
    if (error) reject(error);
    else resolve(zip);
  });
  return promise;
}

function malformed(cause: unknown): MalformedError {
  if (cause instanceof MalformedError) return cause;
  return new MalformedError('bad_structure', 'Its zip directory can’t be read.', { cause });
}

async function entriesOf(
  zip: ZipFile,
  wanted: (name: string) => boolean,
): Promise<Map<string, Entry>> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const entries = new Map<string, Entry>();
  zip.on('entry', (entry: Entry) => {
    if (wanted(entry.fileName) && !entries.has(entry.fileName)) {
      entries.set(entry.fileName, entry);
    }
    zip.readEntry();
  });
  zip.on('end', resolve);
  zip.on('error', reject);
  zip.readEntry();
  await promise;
  return entries;
}

/** An entry's bytes, no more than `max`: its own word for its size is not believed. */
async function contentOf(zip: ZipFile, entry: Entry, max: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Readable>();
  zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of await promise) {
      if (!Buffer.isBuffer(piece)) continue;
      bytes += piece.length;
      if (bytes > max) {
        throw new MalformedError('too_large', `Its ${entry.fileName} has more than ${max} bytes.`);
      }
      pieces.push(piece);
    }
  } catch (cause) {
    if (cause instanceof MalformedError) throw cause;
    throw new MalformedError('bad_compression', `Its ${entry.fileName} can't be unpacked.`, {
      cause,
    });
  }
  return Buffer.concat(pieces, bytes);
}
