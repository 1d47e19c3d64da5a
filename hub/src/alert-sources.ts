import { conditionsOf } from './alert-conditions.ts';
import { unsealedState } from './modules/audit/index.ts';
import { countOpenConflicts } from './modules/devices/index.ts';
import type { AlertSource, Condition } from './modules/notifications/index.ts';
import type { Rotations } from './modules/secrets/index.ts';
import { listSites, relayCertificates, relaysOf } from './modules/sites/index.ts';
import type { BackupState } from './platform/backup-state.ts';
import type { Queryable } from './platform/db.ts';
import type { LedgerReader } from './platform/ledger-reader.ts';
import { sharedReading } from './platform/shared-reading.ts';

export interface AlertSourceDeps {
  readonly db: Queryable;
  readonly now: () => Date;
  readonly ledger: Pick<LedgerReader, 'sites' | 'quarantine'>;
  readonly rotations: Pick<Rotations, 'list'>;
  readonly backups: () => Promise<BackupState>;
}

const everything = { all: true } as const;
const quarantinedMax = 500;
const certificatesEveryMs = 10 * 60_000;

/** Everything of this hub that alerts are made of, beside its audit record and its own targets. */
export function alertSources(deps: AlertSourceDeps): AlertSource[] {
  const { db, now, ledger, rotations, backups } = deps;
  const certificates = sharedReading(
    async () => relayCertificates(await relaysOf(db), now()),
    certificatesEveryMs,
    () => now().getTime(),
  );
  const source = (
    kind: AlertSource['kinds'][number],
    read: (at: Date) => Promise<readonly Condition[]>,
  ): AlertSource => ({ kinds: [kind], read });
  return [
    source('site.offline', async (at) => conditionsOf.offline(await listSites(db), at)),
    source('site.gaps', async (at) => conditionsOf.gaps((await ledger.sites()).values(), at)),
    source('site.certificate', async (at) => conditionsOf.certificates(await certificates(), at)),
    source('quarantine', async (at) =>
      conditionsOf.quarantine(await ledger.quarantine(quarantinedMax, null, everything), at),
    ),
    source('device.identity', async (at) =>
      conditionsOf.identities(await countOpenConflicts(db, everything), at),
    ),
    source('audit.unsealed', async (at) => conditionsOf.unsealed(await unsealedState(db), at)),
    source('rotation.due', async (at) => conditionsOf.rotations(await rotations.list(), at)),
    source('backup.failed', async () => conditionsOf.backups(await backups())),
  ];
}
