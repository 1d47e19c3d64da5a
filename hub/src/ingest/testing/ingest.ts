import { createMetrics } from '../../platform/metrics.ts';
import { silent, type TestDatabase } from '../../platform/testing.ts';
import { admitRelay, createSite } from '../../modules/sites/index.ts';
import { ensurePartitions } from '../../modules/ledger/index.ts';
import type { ConflictDecision } from '../../modules/devices/index.ts';
import type { Fold } from '../../platform/fold.ts';
import type { LedgerReader } from '../../platform/ledger-reader.ts';
import {
  generateBoxKeyPair,
  generateKeyPair,
  readSegment,
  sealRelayRequest,
} from '@eucora/protocol';
import { createUser } from '@nats-io/nkeys';
import type { TestRelay } from '@eucora/protocol/testing';
import { commitDeps } from '../adapters.ts';
import { createIngestMetrics } from '../metrics.ts';
import { releaseQuarantined } from '../release.ts';
import { resolveConflict } from '../resolve.ts';
import { SegmentTaker, type Disposition } from '../take.ts';

/** A taker over a test database, with a clock that stands still until it is moved. */
export interface TestIngest {
  readonly taker: SegmentTaker;
  readonly registry: ReturnType<typeof createMetrics>;
  take(bytes: Uint8Array): Promise<Disposition>;
  readonly release: LedgerReader['release'];
  resolve(decision: ConflictDecision): Promise<void>;
  metric(name: string, labels?: Record<string, string>): Promise<number>;
}

export const testNow = (): Date => new Date('2026-11-24T12:00:00Z');

/** Admits a site with its relay and gives a taker that believes it. */
export async function ingestFor(
  { db }: Pick<TestDatabase, 'db'>,
  relays: readonly { readonly site: string; readonly relay: TestRelay }[],
  folds: readonly Fold[] = [],
): Promise<TestIngest> {
  const keys = { sign: generateKeyPair(), box: generateBoxKeyPair(), ca: generateKeyPair() };
  await ensurePartitions(db, testNow());
  for (const { site, relay } of relays) {
    await createSite({ db, now: testNow }, { id: site, siteClass: 'online' }, 'test');
    const request = {
      site,
      publicKey: relay.key.publicKey.raw,
      boxPublic: generateBoxKeyPair().publicKey,
      natsPublic: createUser().getPublicKey(),
    };
    await admitRelay({ db, now: testNow }, keys, sealRelayRequest(request, relay.key), 'test');
  }
  const registry = createMetrics();
  const deps = commitDeps({ db, folds, now: testNow, logger: silent });
  const taker = new SegmentTaker({ ...deps, metrics: createIngestMetrics(registry) });
  return {
    taker,
    registry,
    take(bytes) {
      const { site, lane } = readSegment(bytes);
      return taker.take({ bytes, site, lane });
    },
    resolve: (decision) => resolveConflict(deps, decision),
    release: (id, actor) => releaseQuarantined(deps, taker, id, actor),
    async metric(name, labels = {}) {
      const metric = await registry.getSingleMetric(name)?.get();
      const found = metric?.values.filter((value) =>
        Object.entries(labels).every(([key, wanted]) => value.labels[key] === wanted),
      );
      return found?.reduce((sum, { value }) => sum + value, 0) ?? 0;
    },
  };
}

/**
 * A batch's payload that reads as a batch and whose events can't be decoded: one more row in the
 * heartbeat columns (field 10 of `Events`, field 12 of `Batch`) than there are heartbeats.
 */
export function unreadable(payload: Uint8Array): Uint8Array {
  const extraHeartbeat = Uint8Array.of(0x52, 0x03, 0x0a, 0x01, 0x05);
  const events = Uint8Array.of(0x62, extraHeartbeat.length, ...extraHeartbeat);
  return Buffer.concat([payload, events]);
}
