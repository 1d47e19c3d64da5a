import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permits } from '../modules/identity/index.ts';
import { covers, isEverything } from '../platform/scope.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { createApp } from './app.ts';
import { everybody, type Caller } from './testing/callers.ts';
import { examples, type Ingredients } from './testing/examples.ts';
import { ingredientsOf } from './testing/ingredients.ts';
import { exceptionOf, exceptionTexts, type Cell } from './testing/matrix-exceptions.ts';
import { appDeps } from './testing/seed.ts';

// Every route, asked by everybody: who is nobody, each role everywhere, at the site of the object
// and at another one, real sessions of real accounts, and what was good once. What comes out is
// access-matrix.txt; a line that changes there changes who may do what, and is to be read as that.

let aheadMs = 0;
const now = (): Date => new Date(Date.now() + aheadMs);

let postgres: TestDatabase;
let app: FastifyInstance;
let ingredients: Ingredients;
let callers: readonly Caller[];
const routes: RouteOptions[] = [];
const cells: Cell[] = [];

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  app = await createApp(appDeps(db, now), (route) => routes.push(route));
  await app.ready();
  ingredients = await ingredientsOf(db, now);
  const world = { app, now, deps: { db, now } };
  const ahead = (ms: number): void => {
    aheadMs += ms;
  };
  callers = await everybody({ world, ahead });
}, 240_000);
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

function exampleOf(name: string) {
  const make = examples[name];
  if (make) return make;
  throw new Error(`There is no example of ${name}; add one to testing/examples.ts.`);
}

/** The status; a redirect that only says why not is marked. */
async function ask(name: string, caller: Caller, column: number): Promise<string> {
  const { cookies: jar, headers, keep, who } = caller;
  const own = (await jar?.(name.split(' ')[1]!)) ?? {};
  const { cookies = {}, ...example } = await exampleOf(name)(ingredients, who);
  // What the example did by the same browser may have changed what it holds.
  const sent = { ...own, ...(await jar?.(example.url)), ...cookies };
  // Each from an address of its own, a block of them for each route: what one shows in vain slows
  // nobody else, nor the same caller later, however quickly all routes are walked.
  const place = walked().indexOf(name);
  const remoteAddress = `10.${place >> 8}.${place & 255}.${column + 1}`;
  const request = {
    ...example,
    headers: { ...example.headers, ...headers },
    cookies: sent,
    remoteAddress,
  };
  const answer = await app.inject({ ...request, payloadAsStream: true });
  answer.stream().destroy();
  keep?.(answer, name);
  const isRefused = answer.headers.location?.includes('fault=') === true;
  return `${answer.statusCode}${isRefused ? 'x' : ''}`;
}

/** What the table of roles says that a caller may; undefined where nobody in particular is asked. */
function mayBy(caller: Caller, name: string): boolean | undefined {
  const [method, url] = name.split(' ');
  const route = routes.find((one) => one.url === url && [one.method].flat().includes(method!));
  const { permission, scope = 'fleet' } = route?.config ?? {};
  if (permission === 'anonymous') return undefined;
  if (caller.held === undefined) return false;
  if (caller.isForeign === true && method !== 'GET') return false;
  if (permission === 'signed_in') return true;
  const reach = caller.held
    .filter(({ permissions }) => permission !== undefined && permits(permissions, permission))
    .map((one) => one.scope);
  if (scope === 'own' || scope === 'filtered') return reach.length > 0;
  if (scope === 'fleet') return reach.some(isEverything);
  return reach.some((one) => covers(one, { site: 'hq' }));
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
  const line = (head: string, parts: readonly string[]): string =>
    [head.padEnd(width), ...parts.map((part) => part.padEnd(4))].join(' ').trimEnd();
  const headings = callers.map(({ name }) => name);
  const lines = [line('', headings)];
  for (const route of names) {
    const row: string[] = [];
    for (const { ready } of callers) await ready?.();
    // Who only reads changes nothing for the others, so that several may ask at once.
    const atOnce = route.startsWith('GET ') ? 6 : 1;
    for (let from = 0; from < callers.length; from += atOnce) {
      const some = callers.slice(from, from + atOnce);
      row.push(...(await Promise.all(some.map((it, i) => ask(route, it, from + i)))));
    }
    for (const [column, caller] of callers.entries()) {
      const status = row[column]!;
      cells.push({ route, column: caller.name, status, may: mayBy(caller, route) });
    }
    lines.push(line(route, row));
  }
  const columns = callers.map(({ name, about }) => `${name.padEnd(5)} ${about}`);
  const text = [...lines, '', ...columns, '', ...exceptionTexts].join('\n');
  await expect(text).toMatchFileSnapshot('access-matrix.txt');
}, 900_000);

test('each cell is what the table of roles says: done with 2xx, or refused; exceptions are named', () => {
  expect(cells.length).toBe(walked().length * callers.length);
  const isDone = ({ status }: Cell): boolean => /^20\d$/.test(status);
  const isRefused = ({ status }: Cell): boolean => /^(?:401|403|404|303x)$/.test(status);
  const odd = cells.filter((cell) => !isDone(cell) && !isRefused(cell));
  const other = cells.filter((cell) => cell.may !== undefined && cell.may !== isDone(cell));
  const unexplained = [...odd, ...other].filter((cell) => exceptionOf(cell) === undefined);
  expect(unexplained).toEqual([]);
  const used = new Set([...odd, ...other].map(exceptionOf));
  expect(exceptionTexts.filter((text) => !used.has(text))).toEqual([]);
});

test('every route is done with 2xx for somebody, but for those that only lead elsewhere', () => {
  const done = new Set(cells.filter(({ status }) => /^20\d$/.test(status)).map((it) => it.route));
  const never = walked().filter((route) => !done.has(route));
  expect(never).toEqual([
    'GET /api/docs/static/index.html',
    'GET /api/session/begin/',
    'GET /api/session/callback/',
    'GET /api/sign-in/:uid/',
  ]);
  // Of these, the callback is done for whom the provider sends back, and leads others to the fault.
  const callback = cells.filter(({ route }) => route === 'GET /api/session/callback/');
  const entered = callback.filter(({ status }) => status === '303').map(({ column }) => column);
  expect(entered).toEqual(['page']);
});

test('who holds another site is shown nothing of this one', async () => {
  const { device, application } = ingredients;
  const caller = callers.find(({ name }) => name === 'vadm')!;
  const lists = walked().filter((name) => /^GET \/api\/[\w/-]+\/$/.test(name));
  for (const name of lists) {
    if (['GET /api/events/stream/', 'GET /api/schema/'].includes(name)) continue;
    const { url } = await exampleOf(name)(ingredients, {});
    const [path = ''] = url.split('?', 1);
    const { body } = await app.inject({ url: path, headers: { ...caller.headers } });
    const leaked = ['"hq"', device, application].filter((word) => body.includes(word));
    expect({ path, leaked }).toEqual({ path, leaked: [] });
  }
});

const big = JSON.stringify({ name: 'x'.repeat(70_000) });
const json = { 'content-type': 'application/json' };
/** What is sent in the place of a body, by its column. */
const bodies: Readonly<Record<string, () => { payload: string | Readable; type: object }>> = {
  // Longer than 64 KiB, said so; longer, and nothing said; no JSON at all.
  long: () => ({ payload: big, type: json }),
  drip: () => ({ payload: Readable.from([big]), type: json }),
  text: () => ({ payload: '{"name":"x"}', type: { 'content-type': 'text/plain' } }),
  form: () => ({
    payload: 'name=x',
    type: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  file: () => ({
    payload: '--b\r\ncontent-disposition: form-data; name="f"; filename="../x"\r\n\r\nx\r\n--b--',
    type: { 'content-type': 'multipart/form-data; boundary=b' },
  }),
  torn: () => ({ payload: '{"name":', type: json }),
};

test('bodies that are too long, of another kind or torn are refused as the committed matrix says', async () => {
  const names = walked().filter((name) => /^(?:POST|PUT|PATCH|DELETE) /.test(name));
  const width = Math.max(...names.map((name) => name.length));
  const tried = { none: ['long'], adm: Object.keys(bodies), vadm: ['long', 'torn'] };
  const columns = Object.entries(tried).flatMap(([name, kinds]) => {
    const caller = callers.find((one) => one.name === name)!;
    return kinds.map((kind) => ({ caller, kind }));
  });
  const heads = columns.map(({ caller, kind }) => `${caller.name}:${kind}`);
  const pad = (parts: readonly string[]) =>
    parts.map((part, i) => part.padEnd(heads[i]!.length)).join(' ');
  const lines = [`${' '.repeat(width)} ${pad(heads)}`];
  const seen = new Set<string>();
  for (const name of names) {
    const row: string[] = [];
    aheadMs += 2_000; // nobody writes faster than they may
    for (const [column, { caller, kind }] of columns.entries()) {
      const { method, url } = await exampleOf(name)(ingredients, {});
      const { payload, type } = bodies[kind]!();
      const headers = { ...caller.headers, ...type };
      const remoteAddress = `198.51.100.${column + 1}`;
      const answer = await app.inject({ method, url, payload, headers, remoteAddress });
      row.push(String(answer.statusCode));
      seen.add(String(answer.statusCode));
    }
    lines.push(`${name.padEnd(width)} ${pad(row)}`.trimEnd());
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('body-matrix.txt');
  expect([...seen].toSorted()).toEqual(['400', '401', '403', '413', '415']);
}, 120_000);
