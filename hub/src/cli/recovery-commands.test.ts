import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateBoxKeyPair, readSegment, sealRelayRequest } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { createUser } from '@nats-io/nkeys';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archiveTurn } from '../archive/archiver.ts';
import { filesystemPacks } from '../archive/index.ts';
import { openLocalIngest } from '../local-ingest.ts';
import { loadHubKeys } from '../platform/keys.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';

// The commands of a bad day as people type them.

const main = new URL('../main.ts', import.meta.url).pathname;
let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await startTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'eucora-recovery-cli-'));
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function hub(args: readonly string[], url = database.url) {
  const env = {
    EUCORA_DATABASE_URL: url,
    EUCORA_DATABASE_OWNER_URL: url === database.url ? database.ownerUrl : url,
    EUCORA_HUB_HOME: join(folder, 'home'),
  };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { env });
    return { code: 0, out: stdout, err: '' };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

/** A few archived segments of a site. */
async function history(): Promise<void> {
  const home = join(folder, 'home');
  const [site, relay, device] = ['hq', relayFor('hq'), deviceFor('hq')];
  await using ingest = await openLocalIngest({ databaseUrl: database.url, home });
  const application = {
    site,
    publicKey: relay.key.publicKey.raw,
    boxPublic: generateBoxKeyPair().publicKey,
    natsPublic: createUser().getPublicKey(),
  };
  await ingest.admit(site, sealRelayRequest(application, relay.key));
  for (let n = 0; n < 3; n += 1) {
    const enrolments = n === 0 ? [device.enrolment(site, relay.key)] : [];
    const { bytes } = relay.seal([device.next(heartbeats(2))], { enrolments });
    await ingest.take({ bytes, site, lane: readSegment(bytes).lane });
  }
  const { archive: key, sign } = await loadHubKeys(home);
  const files = filesystemPacks(join(home, 'archive'));
  const now = (): Date => new Date();
  const limits = { packBytesMax: 1_000_000, idleMs: -60_000 };
  await archiveTurn({ db: database.db, files, key, sign, now, logger: silent, ...limits });
}

test('backup, restore, rebuild and compare', async () => {
  await history();
  const backups = join(folder, 'backups');
  const backup = await hub(['backup', '--to', backups, '--keep', '1']);
  expect(backup).toMatchObject({ code: 0, out: expect.stringMatching(/^\/.*Z: \d+ rows, /) });

  const into = await database.empty();
  const rebuild = await hub(['ledger', 'rebuild', '--into', into]);
  expect(rebuild).toMatchObject({ code: 0, out: expect.stringMatching(/3 segments and 6 events/) });
  const compare = await hub(['ledger', 'compare', into]);
  expect(compare).toMatchObject({ code: 0, out: expect.stringMatching(/^The ledgers are equal/) });

  const sound = await hub(['archive', 'scrub']);
  expect(sound).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^1 packs, \d+ bytes, 0 dam/),
  });
  const copy = join(folder, 'copy');
  const lost = await hub(['archive', 'scrub', '--archive', copy]);
  expect(lost).toMatchObject({
    code: 1,
    out: expect.stringMatching(/: it is gone, with 3 segments\n1 packs, \d+ bytes, 1 damaged\n$/),
    err: expect.stringMatching(/^The archive is damaged; bring the packs named above back/),
  });
  const noted = 'SELECT count(*) AS n FROM ledger.archive_packs WHERE fault IS NOT NULL';
  expect((await database.db.query(noted)).rows).toEqual([{ n: 0 }]);

  const restored = await database.empty();
  const restore = await hub(['restore', '--from', backups], restored);
  expect(restore).toMatchObject({ code: 0, out: expect.stringMatching(/epoch \d+ is open/) });
  expect(await hub(['ledger', 'compare', restored])).toMatchObject({ code: 0 });
  const twice = await hub(['restore', '--from', backups], restored);
  expect(twice).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^The database is not empty/),
  });

  // Without a backup of the database: the packs, the keys and one file.
  const own = await database.empty();
  const [name] = await readdir(backups);
  const registrations = join(backups, name!, 'registrations.json');
  const alone = await hub(['ledger', 'rebuild', '--registrations', registrations], own);
  expect(alone).toMatchObject({ code: 0, out: expect.stringMatching(/epoch \d+ is open/) });
  expect(await hub(['ledger', 'compare', own])).toMatchObject({ code: 0 });
}, 120_000);

test.each([
  [['backup'], 2, /^Say --to\.\n$/],
  [['backup', '--to', 'x', '--keep', '0'], 2, /whole number/],
  [['restore', '--from', '/nowhere'], 2, /holds no complete backup/],
  [['ledger', 'compare'], 2, /^Say the address/],
  [['archive', 'scrub', 'all'], 2, /positional/],
  [['ledger', 'rebuild', '--registrations', '/nowhere'], 2, /can't be read\.\n$/],
] as const)('%j: exit code %d and one sentence', async (args, code, message) => {
  const ended = await hub(args);
  expect(ended).toMatchObject({ code, out: '', err: expect.stringMatching(message) });
  expect(ended.err).not.toMatch(/^\s+at /m);
});

test('an archive that was changed is named', async () => {
  const into = await database.empty();
  const archive = join(folder, 'changed');
  await filesystemPacks(archive).tidy();
  await writeFile(join(archive, '1764000000000-aa.pack'), Buffer.alloc(500));
  const ended = await hub(['ledger', 'rebuild', '--into', into, '--archive', archive]);
  expect(ended).toMatchObject({ code: 2, err: expect.stringMatching(/^Pack 1764.* believed/) });
});
