import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import {
  createToken,
  SessionWatch,
  type IdentityDeps,
  type TokenRequest,
} from '../../modules/identity/index.ts';
import { everything } from '../../platform/scope.ts';
import { startTestDatabase } from '../../platform/testing.ts';
import { createApp } from '../app.ts';
import { appDeps, enrol, seed, type Seeded } from './seed.ts';

/** A hub that listens, with two sites of which the attacker may see one. */
export interface AttackedHub extends AsyncDisposable {
  readonly deps: IdentityDeps;
  readonly origin: URL;
  /** Where the console lies, and a secret beside it. */
  readonly folder: string;
  readonly seeded: Seeded;
  /** What ends long answers; nothing looks by itself. */
  readonly sessionWatch: SessionWatch;
  /** The token of an administrator, and of one of the site vault alone. */
  readonly admin: string;
  readonly ofVault: string;
  /** Every line of the log so far. */
  readonly lines: readonly string[];
  inject(asked: InjectOptions): Promise<LightMyRequestResponse>;
  /** Asks as somebody, from an address of their own. */
  ask(token: string, asked: InjectOptions): Promise<LightMyRequestResponse>;
  token(request: TokenRequest): Promise<string>;
  /** Lets time pass. */
  pass(ms: number): void;
  countOf(table: string): Promise<number>;
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A console beside which a secret lies. */
async function makeConsole(folder: string): Promise<string> {
  const uiDir = join(folder, 'ui');
  await mkdir(join(uiDir, 'assets'), { recursive: true });
  await writeFile(join(uiDir, 'index.html'), '<!doctype html><title>console</title>');
  await writeFile(join(uiDir, 'assets', 'app-0123abcd.js'), '// app');
  await writeFile(join(folder, 'secret.txt'), 'the hub home');
  return uiDir;
}

function linesInto(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(
        ...String(chunk)
          .split('\n')
          .filter((line) => line !== ''),
      );
      done();
    },
  });
}

export async function startAttackedHub(): Promise<AttackedHub> {
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(await startTestDatabase());
  const { db } = postgres;
  const folder = await mkdtemp(join(tmpdir(), 'eucora-attacks-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  let nowMs = Date.parse('2026-11-25T12:00:00Z');
  const now = (): Date => new Date(nowMs);
  const lines: string[] = [];
  const sessionWatch = new SessionWatch({ db, now });
  const app = await createApp({
    ...appDeps(db, now),
    sessionWatch,
    uiDir: await makeConsole(folder),
    logger: pino({ level: 'trace' }, linesInto(lines)),
    slowness: { requestMs: 600, headersMs: 400, everyMs: 50 },
  });
  stack.defer(() => app.close());
  const origin = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const deps = { db, now };
  const seeded = await seed(db, now);
  await enrol(db, 'vault');
  const token = (request: TokenRequest) => createToken(deps, request, 'test');
  const scope = { ...everything, sites: ['vault'] };
  const running = stack.move();
  let addresses = 0;
  return {
    deps,
    origin,
    folder,
    seeded,
    sessionWatch,
    lines,
    token,
    admin: await token({ role: 'platform_admin', name: 'root' }),
    ofVault: await token({ role: 'platform_admin', name: 'vault', scope }),
    inject: (asked) => app.inject(asked),
    ask: (secret, asked) => {
      addresses += 1;
      const remoteAddress = `198.51.100.${addresses % 250}`;
      const headers = { ...bearer(secret), ...asked.headers };
      return app.inject({ remoteAddress, ...asked, headers });
    },
    pass: (ms) => {
      nowMs += ms;
    },
    countOf: async (table) => {
      const sql = `SELECT count(*) AS n FROM ${table}`;
      return (await db.query<{ n: number }>(sql)).rows[0]!.n;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
