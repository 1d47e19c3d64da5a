import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ArchiveStore } from '../archive/index.ts';
import { readConfig, type Config } from '../config.ts';
import type { Database } from '../platform/db.ts';
import { ConflictError, UsageError } from '../platform/errors.ts';
import { lockHome } from '../platform/home-lock.ts';
import { loadHubKeys, type HubKeys } from '../platform/keys.ts';
import { createLogger } from '../platform/logger.ts';
import { migrate } from '../platform/migrate.ts';
import type { Rebuilt } from '../recovery/index.ts';
import {
  addressInForce,
  needed,
  now,
  optionsOf,
  withDatabase,
  type Command,
  type Output,
} from './options.ts';

// Loaded when needed: most commands need nothing of it.
const recovery = () => import('../recovery/index.ts');

async function backup(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { to: { type: 'string' }, keep: { type: 'string' } });
  const to = resolve(needed(options.to, 'to'));
  const keep = options.keep === undefined ? undefined : keepOf(options.keep);
  const config = readConfig();
  const { home } = config;
  const keys = await loadHubKeys(home);
  const { backUp } = await recovery();
  const done = await withDatabase(
    config,
    ({ db }) => backUp({ db, home, keys, now }, to, keep),
    true,
  );
  output.say(`${done.dir}: ${done.rows} rows, ${done.bytes} bytes, ${done.removed.length} removed`);
}

function keepOf(text: string): number {
  const keep = Number(text);
  if (Number.isInteger(keep) && keep >= 1 && keep <= 10_000) return keep;
  throw new UsageError('Say --keep as a whole number from 1 to 10000.');
}

async function restoreBackup(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { from: { type: 'string' }, archive: { type: 'string' } });
  const from = resolve(needed(options.from, 'from'));
  const config = readConfig();
  await using _ = await lockHome(config.home); // a hub that runs would write beside it
  const { restore } = await recovery();
  await withDatabase(
    { databaseUrl: await addressInForce(config, config.databaseOwnerUrl) },
    async ({ db }) => {
      const done = await restore(
        { db, home: config.home, now, logger: createLogger('silent') },
        from,
      );
      output.say(`Restored ${done.dir}: ${done.rows} rows. Ledger epoch ${done.epoch} is open.`);
      const archive = await archiveOf(config, options.archive);
      await fill({ db, home: config.home, keys: done.keys, archive, output }, done.registrations);
      output.say('Start the hub: relays send again what the archive does not have.');
    },
    true,
  );
}

async function rebuild(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, {
    into: { type: 'string' },
    registrations: { type: 'string' },
    archive: { type: 'string' },
  });
  const config = readConfig();
  const keys = await loadHubKeys(config.home);
  const registrations = await registrationsOf(config, options.registrations);
  const databaseUrl = options.into ?? (await addressInForce(config, config.databaseOwnerUrl));
  await migrate(databaseUrl, createLogger('silent'));
  const archive = await archiveOf(config, options.archive);
  const { openRebuilt } = await recovery();
  await withDatabase(
    { databaseUrl },
    async ({ db }) => {
      await fill({ db, home: config.home, keys, archive, output }, registrations);
      if (options.into !== undefined) return;
      const epoch = await openRebuilt({ db, home: config.home, now });
      if (epoch !== undefined) output.say(`Ledger epoch ${epoch} is open.`);
    },
    true,
  );
}

/** From a file of a backup, else from the hub's own database. */
async function registrationsOf(config: Config, file: string | undefined): Promise<string> {
  if (file !== undefined) {
    return await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new UsageError(`The registrations ${file} can't be read.`, { cause });
    });
  }
  const { readRegistrations } = await recovery();
  return await withDatabase(config, ({ db }) => readRegistrations(db));
}

/** The archive as it is configured, or a folder that holds a copy of it. */
async function archiveOf(config: Config, folder: string | undefined): Promise<ArchiveStore> {
  const { filesystemPacks, openArchive } = await import('../archive/index.ts');
  return folder === undefined ? openArchive(config.archive) : filesystemPacks(resolve(folder));
}

interface Fill {
  readonly db: Database;
  readonly home: string;
  readonly keys: HubKeys;
  readonly archive: ArchiveStore;
  readonly output: Output;
}

async function fill(from: Fill, registrations: string): Promise<void> {
  const { db, home, keys, archive, output } = from;
  const { openErasureBook, rebuildLedger } = await recovery();
  const book = openErasureBook({ home, archive, archiveKey: keys.archive });
  const { createFolds } = await import('../workers.ts');
  const done = await rebuildLedger(
    {
      db,
      packs: archive,
      archiveKey: keys.archive,
      erased: await book.read(),
      hubKey: keys.sign,
      folds: createFolds(keys),
      now,
      logger: createLogger('silent'),
      onProgress: (progress) => output.say(progressOf(progress)),
    },
    registrations,
  );
  output.say(
    `The archive is in the ledger: ${done.segments} segments and ${done.events} events are new, ` +
      `${done.packsKnown} packs were there before.`,
  );
  if (done.unheld > 0) {
    output.say(
      `${done.unheld} segments of the ledger lie in packs that this archive no longer has; ` +
        'bring those packs back from a copy of it.',
    );
  }
  if (done.differing === 0) return;
  throw new ConflictError(
    `${done.differing} segments ended otherwise than was recorded; ${done.firstDifference}`,
    'rebuild_differs',
  );
}

const progressOf = ({ packs, packsTotal, segments, events }: Rebuilt): string =>
  `pack ${packs} of ${packsTotal}: ${segments} segments, ${events} events`;

async function compare(args: string[], output: Output): Promise<void> {
  const [databaseUrl, ...rest] = args;
  optionsOf(rest, {});
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) {
    throw new UsageError('Say the address of the rebuilt database: postgres://….');
  }
  const config = readConfig();
  const { compareLedgers } = await recovery();
  const found = await withDatabase(
    config,
    ({ db: live }) =>
      withDatabase({ databaseUrl }, ({ db }) => compareLedgers(live, db, now()), true),
    true,
  );
  if (!found.equal) throw new ConflictError(`The ledgers differ: ${found.difference}.`, 'differs');
  output.say(`The ledgers are equal: ${found.rows} rows.`);
}

async function scrub(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { archive: { type: 'string' } });
  const config = readConfig();
  const keys = await loadHubKeys(config.home);
  const { scrubArchive } = await import('../archive/index.ts');
  const files = await archiveOf(config, options.archive);
  const isCopy = options.archive !== undefined;
  const total = { packs: 0, bytes: 0, damaged: 0 };
  await withDatabase(
    config,
    async ({ db }) => {
      const own = { db, files, key: keys.archive, sign: keys.sign };
      const deps = { ...own, now, logger: createLogger('silent') };
      for await (const { name, bytes, fault } of scrubArchive(deps, isCopy)) {
        total.packs += 1;
        total.bytes += bytes;
        if (fault === undefined) continue;
        total.damaged += 1;
        output.say(`${name}: ${fault}`);
      }
    },
    true,
  );
  output.say(`${total.packs} packs, ${total.bytes} bytes, ${total.damaged} damaged`);
  if (total.damaged === 0) return;
  throw new ConflictError(
    'The archive is damaged; bring the packs named above back from a copy of it.',
    'archive_damaged',
  );
}

/** Commands for the day on which something was lost, and for the days before. */
export const recoveryCommands: Readonly<Record<string, Command>> = {
  backup: { usage: 'backup --to DIR [--keep N]', run: backup },
  restore: { usage: 'restore --from DIR [--archive DIR]', run: restoreBackup },
  'ledger rebuild': {
    usage: 'ledger rebuild [--into DATABASE_URL] [--registrations FILE] [--archive DIR]',
    run: rebuild,
  },
  'archive scrub': { usage: 'archive scrub [--archive DIR]', run: scrub },
  'ledger compare': { usage: 'ledger compare DATABASE_URL', run: compare },
};
