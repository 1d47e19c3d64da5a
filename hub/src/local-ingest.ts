import { pino } from 'pino';
import { createTaker, slotsUsual, type Arrived, type Disposition } from './ingest/index.ts';
import { ensurePartitions } from './modules/ledger/index.ts';
import { admitRelay, createSite } from './modules/sites/index.ts';
import { Database } from './platform/db.ts';
import { loadHubKeys } from './platform/keys.ts';
import { createMetrics } from './platform/metrics.ts';
import { migrate } from './platform/migrate.ts';
import { createFolds } from './workers.ts';

export interface LocalIngestOptions {
  readonly databaseUrl: string;
  /** Of who may bring the schema to this program's version; absent: it is there. */
  readonly databaseOwnerUrl?: string;
  /** Folder of the hub's keys. */
  readonly home: string;
}
/** The hub's ingest without a broker: whoever has segments hands them in. */
export interface LocalIngest extends AsyncDisposable {
  /** Names that only the hub may read are sealed for this key. */
  readonly boxPublic: Uint8Array;
  /** Receipts are signed with its other half. */
  readonly hubPublic: Uint8Array;
  /** How many segments the hub works on at once. */
  readonly slots: number;
  /** Creates an online site and lets its relay speak for it. */
  admit(siteId: string, relayRequest: Uint8Array): Promise<void>;
  /** Judges and commits one segment exactly as the running hub does. */
  take(arrived: Arrived): Promise<Disposition>;
}

/** Opens ingest on a database. */
export async function openLocalIngest(options: LocalIngestOptions): Promise<LocalIngest> {
  const { databaseUrl: url, databaseOwnerUrl, home } = options;
  const logger = pino({ level: 'error' }, pino.destination(2));
  const keys = await loadHubKeys(home);
  if (databaseOwnerUrl !== undefined) await migrate(databaseOwnerUrl, logger);
  const db = new Database({ url, logger });
  const now = (): Date => new Date();
  await ensurePartitions(db, now());
  const folds = createFolds(keys);
  const taker = createTaker({ db, folds, now, logger, metrics: createMetrics() });
  return {
    slots: slotsUsual,
    boxPublic: keys.box.publicKey,
    hubPublic: keys.sign.publicKey.raw,
    async admit(siteId, relayRequest) {
      const deps = { db, now };
      await createSite(deps, { id: siteId, siteClass: 'online' }, 'tool');
      await admitRelay(deps, keys, relayRequest, 'tool');
    },
    take: (arrived) => taker.take(arrived),
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}
