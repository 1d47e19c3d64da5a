import { bounds, MalformedError, readExactly, type ByteSource } from './source.ts';

/*
 * OLE compound files ([MS-CFB]) read in place: a library reads them whole into memory, and an
 * installer has gigabytes. Chains are followed through sectors of the allocation table as they are
 * needed; every chain has a bound, so that a cycle ends.
 */

/** A stream of the root storage. */
export interface CompoundStream {
  readonly name: string;
  readonly bytes: number;
}
export interface CompoundFile {
  /** Class of the root storage, 32 hexadecimal digits as they lie in the file. */
  readonly rootClass: string;
  readonly streams: readonly CompoundStream[];
  /** A whole stream by its name; undefined: there is none. */
  read(name: string, max?: number): Promise<Buffer | undefined>;
}

const endOfChain = 0xfffffffe;
const noStream = 0xffffffff;
const entryBytes = 128;
const entriesMax = 65_536;
const tableSectorsHeld = 512;

interface Geometry {
  readonly sectorBytes: number;
  readonly miniBytes: number;
  readonly miniCutoff: number;
  readonly firstDirectory: number;
  readonly firstMiniTable: number;
  readonly tableSectors: readonly number[];
}
interface DirectoryEntry {
  readonly name: string;
  readonly type: number; // 1 storage, 2 stream, 5 root
  readonly siblings: readonly number[];
  readonly child: number;
  readonly classId: string;
  readonly start: number;
  readonly bytes: number;
}

/** Opens a compound file. @throws MalformedError */
export async function openCompound(source: ByteSource): Promise<CompoundFile> {
  const geometry = await geometryOf(source);
  const sectors = new Sectors(source, geometry);
  const directory = await sectors.chain(geometry.firstDirectory, entriesMax * entryBytes);
  const entries = directoryEntries(directory);
  const root = entries[0];
  if (root?.type !== 5) throw bad('it has no root storage');
  const streams = childrenOf(entries, root.child).filter(({ type }) => type === 2);
  return {
    rootClass: root.classId,
    streams,
    async read(name, max = bounds.unpacked) {
      const entry = streams.find((stream) => stream.name === name);
      if (!entry) return undefined;
      if (entry.bytes > max) {
        throw new MalformedError('too_large', `Its part ${name} has ${entry.bytes} bytes.`);
      }
      if (entry.bytes >= geometry.miniCutoff) return sectors.stream(entry.start, entry.bytes);
      return sectors.mini(entry.start, entry.bytes, root);
    },
  };
}

const bad = (what: string): MalformedError =>
  new MalformedError('bad_structure', `It is no compound file: ${what}.`);

async function geometryOf(source: ByteSource): Promise<Geometry> {
  const header = await readExactly(source, 0, 512);
  const [major, sectorShift, miniShift] = [26, 30, 32].map((at) => header.readUInt16LE(at));
  const isKnown = (major === 3 && sectorShift === 9) || (major === 4 && sectorShift === 12);
  if (!isKnown || miniShift !== 6) throw bad('its version is unknown');
  const sectorBytes = 2 ** sectorShift;
  const wanted = header.readUInt32LE(44);
  if (wanted > source.size / sectorBytes) throw bad('its table is larger than itself');
  const tableSectors: number[] = [];
  for (let i = 0; i < 109 && tableSectors.length < wanted; i += 1) {
    tableSectors.push(header.readUInt32LE(76 + i * 4));
  }
  const perSector = sectorBytes / 4 - 1;
  for (let at = header.readUInt32LE(68); tableSectors.length < wanted;) {
    if (at >= endOfChain) throw bad('its table ends early');
    const sector = await readExactly(source, (at + 1) * sectorBytes, sectorBytes);
    for (let i = 0; i < perSector && tableSectors.length < wanted; i += 1) {
      tableSectors.push(sector.readUInt32LE(i * 4));
    }
    at = sector.readUInt32LE(perSector * 4);
  }
  return {
    sectorBytes,
    miniBytes: 64,
    miniCutoff: header.readUInt32LE(56),
    firstDirectory: header.readUInt32LE(48),
    firstMiniTable: header.readUInt32LE(60),
    tableSectors,
  };
}

/** Sectors of a compound file, and the chains that they form. */
class Sectors {
  readonly #source: ByteSource;
  readonly #geometry: Geometry;
  readonly #table = new Map<number, Buffer>();
  #miniTable: Buffer | undefined;
  #miniStream: Buffer | undefined;

  constructor(source: ByteSource, geometry: Geometry) {
    this.#source = source;
    this.#geometry = geometry;
  }

  /** All of a chain, as many bytes as its sectors have. @throws MalformedError beyond `max` */
  async chain(first: number, max: number): Promise<Buffer> {
    const { sectorBytes } = this.#geometry;
    const pieces: Buffer[] = [];
    const seen = new Set<number>();
    for (let at = first; at < endOfChain; at = await this.#next(at)) {
      if (seen.has(at)) throw new MalformedError('cycle', 'A chain of its sectors has no end.');
      seen.add(at);
      if (seen.size * sectorBytes > max) {
        throw new MalformedError('too_large', `A part of it has more than ${max} bytes.`);
      }
      pieces.push(await this.#sector(at));
    }
    return Buffer.concat(pieces);
  }

  /** A stream of known length. */
  async stream(first: number, bytes: number): Promise<Buffer> {
    const { sectorBytes } = this.#geometry;
    if (bytes > this.#source.size) throw cut();
    const found = await this.chain(first, Math.ceil(bytes / sectorBytes) * sectorBytes);
    if (found.length < bytes) throw cut();
    return found.subarray(0, bytes);
  }

  /** A small stream, which lies in pieces of 64 bytes in the root's own stream. */
  async mini(first: number, bytes: number, root: DirectoryEntry): Promise<Buffer> {
    const { miniBytes, firstMiniTable } = this.#geometry;
    this.#miniTable ??= await this.chain(firstMiniTable, bounds.unpacked);
    if (root.bytes > bounds.unpacked) {
      throw new MalformedError('too_large', 'Its small parts are too many.');
    }
    this.#miniStream ??= await this.stream(root.start, root.bytes);
    const pieces: Buffer[] = [];
    let at = first;
    for (let left = Math.ceil(bytes / miniBytes); left > 0; left -= 1) {
      const piece = this.#miniStream.subarray(at * miniBytes, (at + 1) * miniBytes);
      if (at >= endOfChain || piece.length === 0 || at * 4 + 4 > this.#miniTable.length)
        throw cut();
      pieces.push(piece);
      at = this.#miniTable.readUInt32LE(at * 4);
    }
    const found = Buffer.concat(pieces);
    if (found.length < bytes) throw cut();
    return found.subarray(0, bytes);
  }

  async #next(sector: number): Promise<number> {
    const { sectorBytes, tableSectors } = this.#geometry;
    const perSector = sectorBytes / 4;
    const place = tableSectors[Math.floor(sector / perSector)];
    if (place === undefined) throw cut();
    let table = this.#table.get(place);
    if (table === undefined) {
      table = await this.#sector(place);
      if (this.#table.size >= tableSectorsHeld) this.#table.clear();
      this.#table.set(place, table);
    }
    return table.readUInt32LE((sector % perSector) * 4);
  }

  /** The last sector of a file may be cut short; what is missing is zero. */
  async #sector(number: number): Promise<Buffer> {
    const { sectorBytes } = this.#geometry;
    const found = await this.#source.readAt((number + 1) * sectorBytes, sectorBytes);
    if (found.length === 0) throw cut();
    if (found.length === sectorBytes) return Buffer.from(found);
    return Buffer.concat([found, Buffer.alloc(sectorBytes - found.length)]);
  }
}

const cut = (): MalformedError => new MalformedError('truncated', 'A part of it is cut off.');

function directoryEntries(directory: Buffer): DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  for (let at = 0; at + entryBytes <= directory.length; at += entryBytes) {
    const entry = directory.subarray(at, at + entryBytes);
    const nameBytes = Math.min(64, entry.readUInt16LE(64));
    entries.push({
      name: entry.toString('utf16le', 0, Math.max(0, nameBytes - 2)),
      type: entry[66] ?? 0,
      siblings: [entry.readUInt32LE(68), entry.readUInt32LE(72)],
      child: entry.readUInt32LE(76),
      classId: entry.toString('hex', 80, 96),
      start: entry.readUInt32LE(116),
      bytes: entry.readUInt32LE(120), // the upper half is garbage in version 3, and needless
    });
  }
  return entries;
}

/** Entries of one storage: a tree by siblings, which must not come round. */
function childrenOf(entries: readonly DirectoryEntry[], first: number): DirectoryEntry[] {
  const found: DirectoryEntry[] = [];
  const seen = new Set<number>();
  const waiting = [first];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === noStream) continue;
    const entry = entries[at];
    if (entry === undefined) throw bad('its directory names what is not there');
    if (seen.has(at)) throw new MalformedError('cycle', 'Its directory has no end.');
    seen.add(at);
    found.push(entry);
    waiting.push(...entry.siblings);
  }
  return found;
}
