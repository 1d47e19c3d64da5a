import { join } from 'node:path';
import {
  generateBoxKeyPair,
  readSegment,
  sealRelayRequest,
  type EventBody,
} from '@eucora/protocol';
import { relayFor } from '@eucora/protocol/testing';
import { createUser } from '@nats-io/nkeys';
import { archiveTurn } from '../../archive/archiver.ts';
import { hotWindowTurn } from '../../archive/hot-window.ts';
import { filesystemPacks } from '../../archive/index.ts';
import { mergeTurn } from '../../archive/merge.ts';
import { createTaker } from '../../ingest/index.ts';
import { ensurePartitions } from '../../modules/ledger/index.ts';
import { admitRelay, createSite } from '../../modules/sites/index.ts';
import { Database } from '../../platform/db.ts';
import type { HubKeys } from '../../platform/keys.ts';
import { createMetrics } from '../../platform/metrics.ts';
import { migrate } from '../../platform/migrate.ts';
import { silent, type TestDatabase } from '../../platform/testing.ts';
import { createFolds } from '../../workers.ts';
import { readRegistrations, rebuildLedger } from '../index.ts';

const dayOne = Date.parse('2026-11-01T12:00:00Z');
const hotDays = { operational: 3, metrics: 1, audit: 100, sensitive: 3 };
export const site = 'hot';
const relay = relayFor(site);

/** Where a hub has its archive, and its keys. */
export interface Home {
  readonly folder: string;
  readonly keys: HubKeys;
}

/** One more database with the hub's schema. */
export async function freshIn(server: TestDatabase): Promise<Database> {
  const url = await server.empty();
  await migrate(url, silent);
  return new Database({ url, connectionsMax: 3 });
}

/** A hub with a calendar: `day` is the day on which it receives, 1 is the first. */
export async function hubOn(db: Database, { folder, keys }: Home) {
  let today = 1;
  const now = (): Date => new Date(dayOne + (today - 1) * 86_400_000);
  const taker = createTaker({ db, folds: [], now, logger: silent, metrics: createMetrics() });
  const files = filesystemPacks(join(folder, 'archive'));
  const deps = { db, files, key: keys.archive, sign: keys.sign, now, logger: silent };
  await createSite({ db, now }, { id: site, siteClass: 'online' }, 'test');
  const request = {
    site,
    publicKey: relay.key.publicKey.raw,
    boxPublic: generateBoxKeyPair().publicKey,
    natsPublic: createUser().getPublicKey(),
  };
  await admitRelay({ db, now }, keys, sealRelayRequest(request, relay.key), 'test');
  const relaysSay = (at: Date) =>
    db.query('UPDATE ledger.journal_lanes SET tip_issued_at = $1', [at]);
  return {
    db,
    files,
    now,
    /** The hub's clock alone goes ahead: no relay says so. */
    jump(number: number) {
      today = number;
    },
    async day(number: number) {
      today = number;
      await relaysSay(now());
      await ensurePartitions(db, now());
    },
    async take(bytes: Uint8Array) {
      const { lane } = readSegment(bytes);
      const { kind } = await taker.take({ bytes, site, lane });
      if (kind !== 'committed') throw new Error(`The segment ended as ${kind}.`);
    },
    archive: () => archiveTurn({ ...deps, packBytesMax: 20_000_000, idleMs: -1e12 }),
    merge: () => mergeTurn(deps, { bytesMin: 1e6, bytesMax: 4e6, segmentsMax: 1_000, fanIn: 2 }),
    turn: () => hotWindowTurn(deps, { hotDays, rollupDays: 730 }),
  };
}

/** Rebuilds what a hub has archived. */
export async function rebuildInto(
  { folder, keys }: Home,
  live: Database,
  target: Database,
  now: () => Date,
) {
  return rebuildLedger(
    {
      db: target,
      packs: filesystemPacks(join(folder, 'archive')),
      archiveKey: keys.archive,
      hubKey: keys.sign.publicKey,
      folds: createFolds(keys),
      now,
      logger: silent,
      onProgress: () => {},
    },
    await readRegistrations(live),
  );
}

export const metric = (value: number, labels: string | null = null): EventBody => {
  return { kind: 'metric', name: 'cpu', labels, value };
};
export const alarm: EventBody = { kind: 'security', code: 'x', severity: 'info', detail: null };

/** How many rows of each kind there are by receiving day. */
export async function rows(db: Database): Promise<string[]> {
  const sql = `SELECT extract(day FROM received_day) || ': ' || kind || ' x ' || count(*) AS text
                 FROM ledger.events GROUP BY received_day, kind ORDER BY received_day, kind`;
  return (await db.query<{ text: string }>(sql)).rows.map((row) => row.text);
}

/** The digest of all rows as they lie there. */
export const rawDigest = `
  SELECT ledger.digest_text(sum(ledger.event_digest(device_id, incarnation, lane, seq))) AS digest
    FROM ledger.events JOIN ledger.incarnations USING (incarnation_no)`;
