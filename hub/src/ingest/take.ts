// The way of an event: one segment from bytes to its end, whatever carried it.
// Next: hub/src/ingest/judge.ts

import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  importPublicKey,
  sha256,
  type DeviceId,
  type Lane,
  type PublicKey,
  type ReadSegment,
  type SiteId,
} from '@eucora/protocol';
import { messageOf } from '../platform/errors.ts';
import {
  clearFailures,
  committedAmong,
  hasSegment,
  keepEvidence,
  noteFailure,
  setAside,
  storableText,
  wantDocument,
} from '../modules/ledger/index.ts';
import { commitGroup } from './commit-group.ts';
import { commitIn, commitSegment, type Committed, type JudgedSegment } from './commit.ts';
import { failureKind, failuresMax } from './failures.ts';
import { isPlain, mayBePlain } from './group-rules.ts';
import { isolate } from './isolate.ts';
import {
  devicesIn,
  faultOf,
  judgePart,
  keysIn,
  openArrived,
  readArrived,
  type Fault,
  type JudgedBatch,
  type OpenedSegment,
} from './judge.ts';
import { relayPlace, type CommitDeps } from './ports.ts';
import type { IngestMetrics } from './metrics.ts';

/** Bytes as a carrier brought them, and where they say they come from. */
export interface Arrived {
  readonly bytes: Uint8Array;
  readonly site: SiteId;
  readonly lane: Lane;
}
/** What became of them. After all but `later` and `away` the carrier may forget them. */
export type Disposition =
  | { readonly kind: 'committed' | 'duplicate'; readonly result: Committed }
  | { readonly kind: 'refused'; readonly fault: Fault }
  | { readonly kind: 'set_aside' }
  | { readonly kind: 'later'; readonly delayMs: number }
  | { readonly kind: 'away'; readonly error: unknown };

export interface TakeDeps extends CommitDeps {
  readonly metrics: IngestMetrics;
}

const sliceMs = 8; // of judging before others get the event loop
const keysMax = 50_000;
const busyDelayMs = 30_000; // until segments that fill a hole may have made room

/** Work in slices: others get the event loop in between. */
class Slice {
  #began = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.#began <= sliceMs) return;
    await nextTurn();
    this.#began = performance.now();
  }
}

/** Takes segments, whatever carried them. Knows devices' keys, which never change. */
export class SegmentTaker {
  readonly #deps: TakeDeps;
  readonly #keys = new Map<DeviceId, PublicKey>();

  constructor(deps: TakeDeps) {
    this.#deps = deps;
  }

  /** Judges and commits one segment; never throws for what a segment or the database does. */
  async take(arrived: Arrived): Promise<Disposition> {
    try {
      return await this.#take(arrived);
    } catch (error) {
      return this.#failed(arrived, error);
    }
  }

  /**
   * Takes segments of one lane that wait at the same time, the plain ones in one commit; answers in
   * their order. What is not plain, or turns out not to be, is taken alone afterwards.
   */
  async takeGroup(arrived: readonly Arrived[]): Promise<Disposition[]> {
    const ends = new Map<Arrived, Disposition>();
    if (arrived.length > 1) {
      const began = performance.now();
      try {
        const plain = await this.#plainOf(arrived);
        const committed = plain.size > 1 ? await commitGroup(this.#deps, [...plain.keys()]) : [];
        for (const [judged, result] of committed) {
          ends.set(plain.get(judged)!, { kind: 'committed', result });
          const seconds = (performance.now() - began) / 1_000;
          this.#deps.metrics.committed(judged.opened.segment.lane, result, seconds);
        }
      } catch (error) {
        const kind = failureKind(error);
        this.#deps.metrics.failed(kind);
        if (kind === 'away') return arrived.map(() => ({ kind, error }));
        // Whose fault it is shows when each is taken alone.
        this.#deps.logger.warn({ err: error }, `a group is taken one by one: ${messageOf(error)}`);
      }
    }
    const dispositions: Disposition[] = [];
    for (const each of arrived) dispositions.push(ends.get(each) ?? (await this.take(each)));
    return dispositions;
  }

  /** Those that may be committed together, judged. Whatever is wrong with others is said alone. */
  async #plainOf(arrived: readonly Arrived[]): Promise<Map<JudgedSegment, Arrived>> {
    const { db, relays } = this.#deps;
    const sites = [...new Set(arrived.map(({ site }) => site))];
    const relayKeys = await relays.relayKeys(db, sites);
    const slice = new Slice();
    const opened = new Map<OpenedSegment, Arrived>();
    for (const each of arrived) {
      await slice.pause();
      const one = refusable(() => {
        const segment = readArrived(each.bytes, each);
        const key = relayKeys.get(relayPlace(segment.site, segment.relayId));
        return key ? openArrived(segment, key) : { code: 'unknown_relay', detail: '' };
      });
      if (!('code' in one) && mayBePlain(one)) opened.set(one, each);
    }
    const hashes = Array.from(opened.keys(), ({ segment }) => segment.headerHash);
    const known = await committedAmong(db, hashes);
    const fresh = [...opened.keys()].filter(
      ({ segment }) => !known.has(Buffer.from(segment.headerHash).toString('hex')),
    );
    const keys = await this.#keysFor(fresh);
    const plain = new Map<JudgedSegment, Arrived>();
    for (const each of fresh) {
      const judged = { opened: each, batches: await this.#judge(each, keys, slice) };
      if (isPlain(judged)) plain.set(judged, opened.get(each)!);
    }
    return plain;
  }

  async #take(arrived: Arrived): Promise<Disposition> {
    const { db, metrics } = this.#deps;
    const segment = refusable(() => readArrived(arrived.bytes, arrived));
    if ('code' in segment) return await this.#refuse(arrived, segment);
    const relayKey = await this.#deps.relays.relayKey(db, segment.site, segment.relayId);
    if (!relayKey) {
      const detail = `relay ${segment.relayId} is not admitted for site ${segment.site}`;
      return await this.#refuse(arrived, { code: 'unknown_relay', detail }, segment);
    }
    const began = performance.now();
    const opened = refusable(() => openArrived(segment, relayKey));
    if ('code' in opened) return await this.#refuse(arrived, opened, segment);
    if (await hasSegment(db, segment.headerHash)) {
      // It was sent again because no receipt came: the receipt is what it needs.
      await wantDocument(db, segment.site, 'receipt');
      const result = duplicateOf(segment);
      metrics.committed(segment.lane, result, 0);
      return { kind: 'duplicate', result };
    }
    const judged = { opened, batches: await this.#judge(opened, await this.#keysFor([opened])) };
    try {
      const result = await commitSegment(this.#deps, judged);
      metrics.committed(segment.lane, result, (performance.now() - began) / 1_000);
      return { kind: result.kind, result };
    } catch (error) {
      if (failureKind(error) !== 'ours') throw error;
      return await this.#failedFor(judged, error);
    }
  }

  /** A failure of ours with this very segment: the fifth leaves out whose batches cause it. */
  async #failedFor(judged: JudgedSegment, error: unknown): Promise<Disposition> {
    const { db, metrics, now } = this.#deps;
    const { segment } = judged.opened;
    const hash = sha256(segment.bytes);
    const { site, lane, seq } = segment;
    const message = messageOf(error);
    metrics.failed('ours');
    this.#deps.logger.error({ site, lane, seq, err: error }, `segment not taken: ${message}`);
    const failures = await noteFailure(db, hash, message, now());
    if (failures < failuresMax) return { kind: 'later', delayMs: 1_000 * failures };
    const isolated = await isolate(db, judged, (tx, part) => commitIn(this.#deps, tx, part));
    if (!isolated) return await this.#setAside(segment, hash, message);
    const result = await commitSegment(this.#deps, isolated.judged);
    metrics.committed(lane, result, 0);
    await clearFailures(db, hash);
    return { kind: 'committed', result };
  }

  /** Nobody's batches alone are the cause: the whole segment is kept for later and blocks nobody. */
  async #setAside(segment: ReadSegment, hash: Uint8Array, reason: string): Promise<Disposition> {
    const { db, now, metrics, audit } = this.#deps;
    const { site, lane, seq } = segment;
    const detail = storableText(reason);
    await db.transaction(async (tx) => {
      await setAside(tx, segment, detail, now());
      await clearFailures(tx, hash);
      await audit(tx, {
        actor: `relay:${segment.relayId}`,
        action: 'segment.set_aside',
        subject: site,
        detail: { code: 'poison', lane, seq, detail },
      });
    });
    metrics.poisoned();
    return { kind: 'set_aside' };
  }

  /** Judges batch by batch, in slices, so that a large segment does not stop everything else. */
  async #judge(
    opened: OpenedSegment,
    keys: ReadonlyMap<DeviceId, PublicKey>,
    slice = new Slice(),
  ): Promise<JudgedBatch[]> {
    const judged: JudgedBatch[] = [];
    for (const part of opened.parts) {
      judged.push(judgePart(part, 'batch' in part ? keys.get(part.batch.deviceId) : undefined));
      await slice.pause();
    }
    return judged;
  }

  async #keysFor(segments: readonly OpenedSegment[]): Promise<ReadonlyMap<DeviceId, PublicKey>> {
    const keys = new Map(segments.flatMap((opened) => [...keysIn(opened)]));
    const missing: DeviceId[] = [];
    for (const id of new Set(segments.flatMap(devicesIn))) {
      if (keys.has(id)) continue;
      const known = this.#keys.get(id);
      if (known) keys.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return keys;
    const found = await this.#deps.devices.publicKeys(this.#deps.db, missing);
    if (this.#keys.size + found.size > keysMax) this.#keys.clear();
    for (const [id, raw] of found) {
      const key = importPublicKey(raw);
      this.#keys.set(id, key);
      keys.set(id, key);
    }
    return keys;
  }

  /** Not believed: kept as evidence, counted and audited; the genuine one may still come. */
  async #refuse(arrived: Arrived, fault: Fault, segment?: ReadSegment): Promise<Disposition> {
    const { db, audit, now, metrics } = this.#deps;
    const { site, lane, bytes } = arrived;
    const kept = await db.transaction(async (tx) => {
      const evidence = { scope: 'segment' as const, siteId: site, deviceId: null, batchHash: null };
      const [became] = await keepEvidence(tx, [{ ...evidence, ...fault, bytes }], null, now());
      if (became !== 'fresh') return became;
      const actor = segment ? `relay:${segment.relayId}` : `site:${site}`;
      const { code } = fault;
      const detail = { code, lane, seq: segment?.seq ?? null, detail: storableText(fault.detail) };
      await audit(tx, { actor, action: 'segment.refused', subject: site, detail });
      return became;
    });
    metrics.refused(fault.code);
    if (kept === 'not_kept') metrics.notKept([bytes.length]);
    return { kind: 'refused', fault };
  }

  #failed(arrived: Arrived, error: unknown): Disposition {
    const { metrics, logger } = this.#deps;
    const kind = failureKind(error);
    metrics.failed(kind);
    if (kind === 'away') return { kind: 'away', error };
    const { site, lane } = arrived;
    if (kind === 'busy') {
      metrics.busy(lane);
      logger.warn({ site, lane }, messageOf(error));
      return { kind: 'later', delayMs: busyDelayMs };
    }
    // Not even setting it aside worked, or it failed before there was a segment to set aside.
    logger.error({ site, lane, err: error }, `a segment could not be handled: ${messageOf(error)}`);
    return { kind: 'later', delayMs: 60_000 };
  }
}

function refusable<T extends object>(read: () => T): T | Fault {
  try {
    return read();
  } catch (error) {
    return faultOf(error);
  }
}

function duplicateOf(segment: ReadSegment): Committed {
  return {
    kind: 'duplicate',
    siteId: segment.site,
    eventsNew: 0,
    deviceIds: [],
    quarantined: [],
    rejected: [],
    duplicates: 0,
    refusals: [],
    notKept: [],
    link: 'linked',
  };
}
