import { readFile } from 'node:fs/promises';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createSignInLink,
  createToken,
  openSession,
  revokeServiceToken,
  roleNames,
  sessionCookie,
  type IdentityDeps,
} from '../modules/identity/index.ts';
import { everything, type Scope } from '../platform/scope.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { createApp } from './app.ts';
import { examples, type Ingredients } from './testing/examples.ts';
import { ingredientsOf } from './testing/ingredients.ts';
import { appDeps } from './testing/seed.ts';

// Every route, asked by everybody: who is nobody, each role everywhere, at the site of the object
// and at another one, and what was good once. What comes out is access-matrix.txt; a line that
// changes there changes who may do what, and is to be read as that.

const noon = Date.parse('2026-11-25T12:00:00Z');
const dayMs = 86_400_000;
let nowMs = noon;
const now = (): Date => new Date(nowMs);

let postgres: TestDatabase;
let app: FastifyInstance;
let ingredients: Ingredients;
let callers: readonly Caller[];
let matrix: readonly string[] = [];
const routes: RouteOptions[] = [];

/** Somebody who asks, and the heading of their column. */
interface Caller {
  readonly name: string;
  readonly headers: Record<string, string>;
  /** A session; made for each request, since one of them ends it. */
  readonly cookies?: () => Promise<Record<string, string>>;
}

const short: Readonly<Record<(typeof roleNames)[number], string>> = {
  platform_admin: 'adm',
  packaging_engineer: 'pkg',
  publisher: 'pub',
  cab_approver: 'cab',
  security_reviewer: 'sec',
  license_admin: 'lic',
  endpoint_ops: 'ops',
  auditor: 'aud',
  end_user: 'usr',
};
const scopes: readonly (readonly [prefix: string, scope: Scope])[] = [
  ['', everything],
  ['h', { ...everything, sites: ['hq'] }],
  ['v', { ...everything, sites: ['vault'] }],
];
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function everybody(deps: IdentityDeps): Promise<Caller[]> {
  const found: Caller[] = [{ name: 'none', headers: {} }];
  for (const [prefix, scope] of scopes) {
    for (const role of roleNames) {
      const name = `${prefix}${short[role]}`;
      found.push({ name, headers: bearer(await createToken(deps, { role, scope }, 'test')) });
    }
  }
  const role = 'platform_admin';
  nowMs = noon - 2 * dayMs;
  found.push({ name: 'old', headers: bearer(await createToken(deps, { role, days: 1 }, 'test')) });
  nowMs = noon;
  const revoked = await createToken(deps, { role, name: 'revoked' }, 'test');
  await revokeServiceToken(deps, { name: 'revoked' }, 'test');
  found.push({ name: 'rev', headers: bearer(revoked) });
  const session = async (): Promise<Record<string, string>> => {
    const link = await createSignInLink(deps, 'test');
    return { [sessionCookie]: (await openSession(deps, { link })).secret };
  };
  const home = { origin: 'http://localhost' };
  found.push({ name: 'ses', headers: home, cookies: session });
  found.push({
    name: 'csrf',
    headers: { origin: 'http://evil.example' },
    cookies: session,
  });
  nowMs = noon - 2 * dayMs;
  const ended = await session();
  found.push({ name: 'end', headers: home, cookies: () => Promise.resolve(ended) });
  nowMs = noon;
  return found;
}

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  app = await createApp(appDeps(db, now), (route) => routes.push(route));
  await app.ready();
  const deps = { db, now };
  ingredients = await ingredientsOf(db, now);
  callers = await everybody(deps);
});
afterAll(async () => {
  await app.close();
  await postgres[Symbol.asyncDispose]();
});

/** Routes by method and path, without those that answer a page with itself. */
function walked(): string[] {
  const names = routes
    .flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url}`))
    .filter((name) => !/^(HEAD|OPTIONS) /.test(name) && name !== 'GET /*');
  return [...new Set(names)].toSorted(
    (a, b) => (a.split(' ')[1]! < b.split(' ')[1]! ? -1 : 1) || (a < b ? -1 : 1),
  );
}

async function ask(name: string, caller: Caller, column: number): Promise<string> {
  const make = examples[name];
  if (!make) throw new Error(`There is no example of ${name}; add one to testing/examples.ts.`);
  const example = await make(ingredients);
  const { headers } = caller;
  const cookies = (await caller.cookies?.()) ?? {};
  // Each from an address of its own: what one shows in vain slows nobody else.
  const remoteAddress = `192.0.2.${column + 1}`;
  const rest = { ...example, headers, cookies, remoteAddress };
  const answer = await app.inject({ ...rest, payloadAsStream: true });
  answer.stream().destroy();
  return String(answer.statusCode);
}

test('every route has an example, and no example is of a route that is gone', () => {
  expect(Object.keys(examples).toSorted()).toEqual(walked().toSorted());
});

test('every operation of the contract is walked', async () => {
  const text = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (one) => `${one.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    ),
  );
  expect(operations.filter((operation) => !walked().includes(operation))).toEqual([]);
});

test('who may do what is what the committed matrix says', async () => {
  const names = walked();
  const width = Math.max(...names.map((name) => name.length));
  const line = (head: string, cells: readonly string[]): string =>
    [head.padEnd(width), ...cells.map((cell) => cell.padEnd(4))].join(' ').trimEnd();
  const lines = [
    line(
      '',
      callers.map(({ name }) => name),
    ),
  ];
  for (const name of names) {
    const cells: string[] = [];
    for (const [column, caller] of callers.entries()) {
      cells.push(await ask(name, caller, column));
    }
    lines.push(line(name, cells));
  }
  matrix = lines;
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('access-matrix.txt');
}, 300_000);

test('who holds another site is shown nothing of this one', async () => {
  const { device, application } = ingredients;
  const caller = callers.find(({ name }) => name === 'vadm')!;
  const lists = walked().filter((name) => /^GET \/api\/[\w/-]+\/$/.test(name));
  for (const name of lists) {
    if (['GET /api/events/stream/', 'GET /api/schema/'].includes(name)) continue;
    const { url } = await examples[name]!(ingredients);
    const [path = ''] = url.split('?', 1);
    const { body } = await app.inject({ url: path, headers: caller.headers });
    const leaked = ['"hq"', device, application].filter((word) => body.includes(word));
    expect({ path, leaked }).toEqual({ path, leaked: [] });
  }
});

test('no cell says anything but done or refused', () => {
  const cells = matrix.slice(1).flatMap((row) => row.match(/ \d{3}(?= |$)/g) ?? []);
  expect(cells.length).toBeGreaterThan(1_000);
  expect([...new Set(cells.map((cell) => cell.trim()))].toSorted()).toEqual([
    '200',
    '201',
    '202',
    '204',
    '302',
    '303',
    '401',
    '403',
    '404',
  ]);
});
