import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { appDeps, createApp, createToken, startTestDatabase } from '@eucora/hub/testing';
import { CeremonyDesk } from '@eucora/packaging/trust/testing';
import { Updater } from 'tuf-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Served } from './serve-folder.ts';

// The stock client of the TUF community against the hub's own HTTP, with what people signed by
// eucora-trust: it says whether the hub serves a TUF repository.

const bytes = Buffer.from('till 4.2');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const nowMs = Date.now();
const now = (): Date => new Date(nowMs);
let postgres: Awaited<ReturnType<typeof startTestDatabase>>;
let app: Awaited<ReturnType<typeof createApp>>;
let origin: string;
let token: string;
let desk: CeremonyDesk;
let device: string;
/** Shows the hub who asks, which the stock client can't, and passes on what it answers. */
let door: Served;

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  const objects = {
    ...appDeps(db, now).objects,
    read: () => Promise.resolve(Readable.from([bytes])),
  };
  app = await createApp({ ...appDeps(db, now), objects });
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
  token = await createToken({ db, now }, { role: 'platform_admin', name: 'admin' }, 'test');
  desk = await CeremonyDesk.open(nowMs);
  door = await serve(async (path) => {
    const url = `${origin}/api/trust/${path}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
  });
  device = await mkdtemp(join(tmpdir(), 'eucora-stock-'));
  await mkdir(join(device, 'targets'));
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await app.close();
  await postgres[Symbol.asyncDispose]();
  for (const dir of [device, desk.cwd]) await rm(dir, { recursive: true, force: true });
});

async function get(path: string): Promise<Buffer> {
  const answer = await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

/** Brings the stick's drafts to the hub, and what the hub serves back to the stick. */
async function carry(...roles: readonly string[]) {
  const files = await Promise.all(
    roles.map(async (role) => {
      const name = `draft/${role}.json`;
      return { name, text: await readFile(desk.path(`stick/${name}`), 'utf8') };
    }),
  );
  const answer = await fetch(`${origin}/api/trust/metadata/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ files }),
  });
  const { results } = (await answer.json()) as { results: { result: string; detail: string }[] };
  await mkdir(desk.path('stick/metadata'), { recursive: true });
  await writeFile(desk.path('stick.tar'), await get('/api/trust/stick/'));
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const args = ['-xf', desk.path('stick.tar'), '-C', desk.path('stick')];
  await promisify(execFile)('tar', args);
  return results.map(({ result, detail }) => `${result}${detail}`);
}

async function install(path: string): Promise<string | undefined> {
  const updater = new Updater({
    metadataDir: device,
    metadataBaseUrl: `${door.url}/metadata`,
    targetDir: join(device, 'targets'),
    targetBaseUrl: `${door.url}/targets`,
  });
  await updater.refresh();
  const target = await updater.getTargetInfo(path);
  return target && readFile(await updater.downloadTarget(target, join(device, 'app')), 'utf8');
}

test('the five commands’ ceremony ends in a repository that stock tuf-js installs from', async () => {
  await mkdir(desk.path('hub'));
  for (const name of ['online.pub', 'director.pub']) {
    await writeFile(desk.path(`hub/${name}`), await get(`/api/trust/keys/${name}`));
  }
  await desk.makeKeys('me', 'quinn');
  await desk.good('init --dir stick --pub me.pub --hub hub');
  await desk.good(
    'sign --dir stick --role root --role targets --key me --passphrase-file phrase --yes',
  );
  expect(await carry('root', 'targets')).toEqual(['accepted', 'accepted']);
  await writeFile(join(device, 'root.json'), await get('/api/trust/metadata/1.root.json'));
  expect(await install('linux/retail/till.deb')).toBeUndefined();
});

test('a publisher’s entry, on the stick that was brought up to date, is found with its bytes', async () => {
  await desk.good(
    'delegate --dir stick --role retail-linux --pub quinn.pub --path linux/retail/* ' +
      '--platform linux --business-unit retail --terminating',
  );
  await writeFile(desk.path('till.deb'), bytes);
  await desk.good(
    'add-target --dir stick --role retail-linux --file till.deb --path linux/retail/till.deb ' +
      '--package till --version 4.2 --platform linux --business-unit retail',
  );
  await desk.sign('targets', 'me');
  await desk.sign('retail-linux', 'quinn');
  expect(await carry('targets', 'retail-linux')).toEqual(['accepted', 'accepted']);
  expect(await install('linux/retail/till.deb')).toBe('till 4.2');
  const path = `/api/trust/targets/linux/retail/${sha256}.till.deb`;
  expect((await get(path)).toString()).toBe('till 4.2');
  const other = await fetch(`${origin}${path.replace('retail', 'head')}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(other.status).toBe(404);
  await desk.good('inspect --dir stick');
  expect(desk.said).toMatch(/trusts root 1 takes what is published[^]*vouched for by retail-linux/);
  expect(desk.said).not.toMatch(/Draft/);
});

test('root rotates, the entry is taken out, and the stock client follows', async () => {
  await desk.makeKeys('bob');
  await desk.good('rotate --dir stick --role root --pub bob.pub --threshold 2');
  await desk.sign('root', 'me', 'bob');
  await desk.good('remove-target --dir stick --role retail-linux --path linux/retail/till.deb');
  await desk.sign('retail-linux', 'quinn');
  expect(await carry('root', 'retail-linux')).toEqual(['accepted', 'accepted']);
  expect(await install('linux/retail/till.deb')).toBeUndefined();
  const root = await readFile(join(device, 'root.json'));
  expect(root).toEqual(await get('/api/trust/metadata/2.root.json'));
});

test('who may not read packages gets no metadata, and a stranger nothing', async () => {
  const deps = { db: postgres.db, now };
  const other = await createToken(deps, { role: 'license_admin', name: 'lena' }, 'test');
  for (const [who, status] of [
    [`Bearer ${other}`, 403],
    ['', 401],
  ] as const) {
    const headers = { authorization: who };
    const answer = await fetch(`${origin}/api/trust/metadata/timestamp.json`, { headers });
    expect(answer.status).toBe(status);
  }
});
