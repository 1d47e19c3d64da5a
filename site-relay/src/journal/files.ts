import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createFrameCipher,
  fileHeaderBytes,
  makeFileHeader,
  readFileHeader,
  scanFrames,
  type FrameCipher,
  type FrameDamage,
  type Id,
  type ProtocolError,
} from '@eucora/protocol';
import { AppendFile } from './append-file.ts';
import { decodeRecord } from './records.ts';
import type { PlacedRecord, ScannedFile } from './recover.ts';

export type Series = 'wal' | 'seg';
export interface FileName {
  readonly path: string;
  readonly series: Series;
  readonly number: number;
  /** Repeated in the name, so that a damaged header does not make the whole file unreadable. */
  readonly fileId: Id;
}

const namePattern = /^(wal|seg)-(\d{8})-([0-9a-f]{32})\.log$/;
const purposes = { wal: 'journal', seg: 'segments' } as const;

/** The journal files of a directory, each series in number order. */
export async function listJournalFiles(directory: string): Promise<Record<Series, FileName[]>> {
  const found: Record<Series, FileName[]> = { wal: [], seg: [] };
  for (const name of (await readdir(directory)).toSorted()) {
    const [, series, number, fileId] = namePattern.exec(name) ?? [];
    if ((series !== 'wal' && series !== 'seg') || !number || !fileId) continue;
    found[series].push({ path: join(directory, name), series, number: Number(number), fileId });
  }
  return found;
}

/** A file being written, frame by frame. */
export interface FrameFile {
  readonly name: FileName;
  readonly file: AppendFile;
  readonly cipher: FrameCipher;
}

/** Creates the next file of a series; its header goes out with the first append. @throws DiskError */
export async function createFrameFile(
  directory: string,
  series: Series,
  number: number,
  storeKey: Uint8Array,
): Promise<FrameFile & { readonly header: Buffer }> {
  const { bytes, fileId } = makeFileHeader(purposes[series]);
  const base = `${series}-${String(number).padStart(8, '0')}-${fileId}.log`;
  const path = join(directory, base);
  const file = await AppendFile.create(path);
  const name = { path, series, number, fileId };
  return { name, file, cipher: createFrameCipher(storeKey, fileId), header: bytes };
}

/** Reads and opens one file. Damage never throws; it is part of the answer. */
export async function scanFile(name: FileName, storeKey: Uint8Array): Promise<ScannedFile> {
  return scanBytes(name, await readFile(name.path), storeKey);
}

export function scanBytes(name: FileName, bytes: Buffer, storeKey: Uint8Array): ScannedFile {
  const cipher = createFrameCipher(storeKey, name.fileId);
  const damage: FrameDamage[] = [];
  if (bytes.length > 0 && !headerHolds(bytes, name)) {
    const end = Math.min(bytes.length, fileHeaderBytes);
    damage.push({ offset: 0, end, reason: end < fileHeaderBytes ? 'torn' : 'damaged' });
  }
  const scan = scanFrames(bytes.subarray(fileHeaderBytes), cipher, fileHeaderBytes);
  return {
    path: name.path,
    series: name.series,
    number: name.number,
    records: decodeAll(scan.frames),
    damage: [...damage, ...scan.damage],
  };
}

function* decodeAll(
  frames: readonly { payload: Buffer; offset: number; end: number }[],
): Generator<PlacedRecord> {
  for (const { payload, offset, end } of frames) {
    yield { record: decodeRecord(payload), offset, end };
  }
}

function headerHolds(bytes: Buffer, name: FileName): boolean {
  try {
    const { fileId } = readFileHeader(bytes, purposes[name.series]);
    return fileId === name.fileId && bytes.subarray(10, 16).every((reserved) => reserved === 0);
  } catch (error) {
    if (isProtocolError(error)) return false;
    throw error;
  }
}

function isProtocolError(error: unknown): error is ProtocolError {
  return error instanceof Error && error.name === 'ProtocolError';
}
