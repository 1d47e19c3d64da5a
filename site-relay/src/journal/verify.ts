import { join } from 'node:path';
import {
  lanes,
  ProtocolError,
  readSegment,
  sameBytes,
  verifySegment,
  type Lane,
  type PublicKey,
  type ReadSegment,
} from '@eucora/protocol';
import type { LostEntry } from './checkpoint.ts';
import { scanFile, type FileName } from './files.ts';
import { listJournals } from './journals.ts';
import { loadJournal } from './load.ts';
import type { NamedDamage } from './recover.ts';

export interface VerifiedJournal {
  readonly incarnation: string;
  readonly files: number;
  readonly segments: number;
  readonly batches_waiting: number;
  readonly devices: number;
  readonly torn_bytes_at_end: number;
  readonly damage: readonly NamedDamage[];
  readonly lost: readonly LostEntry[];
  /** Segments whose signature, body or link to the one before does not hold. */
  readonly faults: readonly { readonly lane: Lane; readonly seq: number; readonly fault: string }[];
}
export interface VerifyReport {
  readonly ok: boolean;
  readonly journals: readonly VerifiedJournal[];
}

/** Reads every byte of all journals: frames, signatures, chains, and that no number is missing. */
export async function verifyJournals(
  root: string,
  storeKey: Uint8Array,
  relayKey: PublicKey,
): Promise<VerifyReport> {
  const journals: VerifiedJournal[] = [];
  for (const { name } of await listJournals(root)) {
    const { files, found, torn } = await loadJournal(join(root, name), storeKey);
    journals.push({
      incarnation: found.header?.incarnation ?? name.slice(5),
      files: files.wal.length + files.seg.length,
      segments: found.segments.length,
      batches_waiting: lanes.reduce((sum, lane) => sum + found.pending[lane].length, 0),
      devices: found.enrolments.length,
      torn_bytes_at_end: torn?.length ?? 0,
      damage: found.damage,
      lost: found.lost,
      faults: await findFaults(files.seg, storeKey, relayKey),
    });
  }
  const ok = journals.every(
    ({ damage, lost, faults }) => damage.length + lost.length + faults.length === 0,
  );
  return { ok, journals };
}

async function findFaults(
  files: readonly FileName[],
  storeKey: Uint8Array,
  relayKey: PublicKey,
): Promise<VerifiedJournal['faults']> {
  const faults: { lane: Lane; seq: number; fault: string }[] = [];
  const heads = new Map<Lane, ReadSegment>();
  for (const name of files) {
    const { records } = await scanFile(name, storeKey);
    for (const { record } of records) {
      if (record.type !== 'segment') continue;
      const { lane, seq } = record;
      try {
        const segment = readSegment(record.bytes);
        verifySegment(segment, relayKey);
        const before = heads.get(lane);
        const follows = before?.seq === seq - 1;
        if (follows && !sameBytes(segment.prevHash, before.headerHash)) {
          faults.push({ lane, seq, fault: 'does not continue the segment before' });
        }
        heads.set(lane, { ...segment, body: empty, bytes: empty });
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        faults.push({ lane, seq, fault: error.message });
      }
    }
  }
  return faults;
}

const empty = new Uint8Array(0);
