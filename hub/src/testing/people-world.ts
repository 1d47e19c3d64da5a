import type { FastifyInstance } from 'fastify';
import { createApp, type AppDeps } from '../http/app.ts';
import { offlineDeps } from '../http/offline.ts';
import { DeviceDirectory, Fleet } from '../modules/devices/index.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import {
  createSignInLink,
  hotp,
  SessionWatch,
  stepAt,
  type IdentityDeps,
} from '../modules/identity/index.ts';
import { TestBrowser } from './browser.ts';

/** A hub's API on a real database, with a clock that tests set. */
export interface PeopleWorld extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly deps: AppDeps;
  readonly postgres: TestDatabase;
  /** Moves the hub's clock. */
  advance(ms: number): void;
  /** The hub's clock stands, and moves by `advance` alone. */
  freeze(): void;
  /** The hub's clock is the machine's again. */
  resetClock(): void;
  now(): Date;
}
/** What of it people need in order to sign in. */
export type SignInWorld = Pick<PeopleWorld, 'app' | 'now'> & { readonly deps: IdentityDeps };
export const goodPassword = 'correct horse battery staple';

export async function startPeopleWorld(
  over: (deps: AppDeps) => Partial<AppDeps> = () => ({}),
): Promise<PeopleWorld> {
  const postgres = await startTestDatabase();
  let aheadMs = 0;
  let frozenMs: number | undefined;
  const now = (): Date => new Date((frozenMs ?? Date.now()) + aheadMs);
  const { db } = postgres;
  const offline = offlineDeps();
  const base: AppDeps = {
    ...offline,
    db,
    now,
    fleet: new Fleet({ db, now }),
    sessionWatch: new SessionWatch({ db, now }),
    directory: new DeviceDirectory({ db, now, namesKey: new Uint8Array(32) }),
  };
  const deps = { ...base, ...over(base) };
  const app = await createApp(deps);
  await app.ready();
  return {
    app,
    deps,
    postgres,
    now,
    advance(ms) {
      aheadMs += ms;
    },
    freeze() {
      frozenMs = Date.now();
    },
    resetClock() {
      frozenMs = undefined;
      aheadMs = 0;
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await postgres[Symbol.asyncDispose]();
    },
  };
}

/** A browser that the bootstrap link signed in. */
export async function bootstrapBrowser(world: SignInWorld): Promise<TestBrowser> {
  const browser = new TestBrowser(world.app);
  const link = await createSignInLink(world.deps, 'test');
  const answer = await browser.post('/api/session/', { link });
  if (answer.statusCode !== 200) throw new Error(`the link was refused: ${answer.body}`);
  return browser;
}

/** An account with a password, as its owner has it after the set-up page. */
export async function person(
  world: SignInWorld,
  name: string,
  role: string,
): Promise<{ readonly id: string; readonly name: string }> {
  const admin = await bootstrapBrowser(world);
  const made = await admin.post('/api/users/', { name, display_name: name, role });
  if (made.statusCode !== 201) throw new Error(`no user: ${made.body}`);
  const { user, set_up_link: link } = made.json<{ user: { id: string }; set_up_link: string }>();
  const secret = new URL(link).hash.slice('#link='.length);
  const set = await admin.post('/api/set-up/password/', { link: secret, password: goodPassword });
  if (set.statusCode !== 200) throw new Error(`no password: ${set.body}`);
  return { id: user.id, name };
}

/** Begins a sign-in; the path of its steps. */
export async function beginSignIn(browser: TestBrowser, next?: string): Promise<string> {
  const query = new URLSearchParams({ provider: 'local', ...(next === undefined ? {} : { next }) });
  const { path, answer } = await browser.open(`/api/session/begin/?${query.toString()}`);
  const uid = new URL(path, browser.origin).searchParams.get('sign_in');
  if (uid === null) throw new Error(`no sign-in page but ${path}: ${answer.body}`);
  return `/api/sign-in/${uid}/`;
}

/** Ends a sign-in; where the browser is then. */
export async function finishSignIn(browser: TestBrowser, steps: string): Promise<string> {
  const finish = await browser.post(`${steps}finish/`);
  if (finish.statusCode !== 200) throw new Error(`not finished: ${finish.body}`);
  return (await browser.open(finish.json<{ location: string }>().location)).path;
}

/** Signs in by password, and by an authenticator made on the way where one is asked for. */
export async function signInWithEnrolment(
  world: SignInWorld,
  name: string,
): Promise<{ browser: TestBrowser; secret: Buffer; codes: string[] }> {
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  await browser.post(`${steps}password/`, { name, password: goodPassword });
  const offer = await browser.post(`${steps}enrol/totp/`);
  const secret = fromBase32(offer.json<{ secret: string }>().secret);
  const code = hotp(secret, stepAt(world.now()));
  const done = await browser.post(`${steps}enrol/totp/confirm/`, { code });
  await finishSignIn(browser, steps);
  return { browser, secret, codes: done.json<{ recovery_codes: string[] }>().recovery_codes };
}

export function fromBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = text
    .split('')
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
