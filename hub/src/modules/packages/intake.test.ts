import { createHash, randomBytes } from 'node:crypto';
import { appendFile, chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Upload, type UploadOptions } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../http/app.ts';
import { appDeps } from '../../http/testing/seed.ts';
import { folderObjects } from '../../platform/objects/folder-objects.ts';
import type { ObjectStore } from '../../platform/objects/store.ts';
import { everything } from '../../platform/scope.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { createToken, type IdentityDeps } from '../identity/index.ts';
import { collectTurn, graceMs, noteStrangers, scrubTurn } from '../objects/index.ts';
import { intakeTurn } from './intake.ts';
import { siteMemoryMs } from './lifecycle.ts';
import { scanTurn } from './scans/work.ts';
import { neededObjects } from './store.ts';
import { buildDeb, workFolder } from './testing/tools.ts';
import { UploadDesk } from './uploads/desk.ts';

/*
 * Packages on their way into the hub, sent by the stock client of the protocol over real
 * connections, down to the store and the database.
 */

const dayMs = 86_400_000;
const room = { freeBytes: 1e12 };
let nowMs = Date.parse('2026-11-25T12:00:00Z');
const now = (): Date => new Date(nowMs);
let postgres: TestDatabase;
let folder: Awaited<ReturnType<typeof workFolder>>;
let objects: ObjectStore;
let desk: UploadDesk;
let app: FastifyInstance;
let origin: string;
let deb: Buffer;
const tokens = new Map<string, string>();

const place = () => ({ dir: join(folder.path, 'uploads'), bytesMax: 4e9, idleMs: 7 * dayMs });

/** A hub, or the one that follows it on the same disk and database. */
async function startHub(): Promise<void> {
  const { db } = postgres;
  desk = new UploadDesk({
    db,
    now,
    place: place(),
    onReceived: () => {},
    freeBytes: () => Promise.resolve(room.freeBytes),
  });
  app = await createApp({ ...appDeps(db, now), objects, uploads: desk });
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
}

beforeAll(async () => {
  postgres = await startTestDatabase();
  folder = await workFolder();
  objects = folderObjects(join(folder.path, 'objects'));
  const deps: IdentityDeps = { db: postgres.db, now };
  const limited = { ...everything, sites: ['hq'] };
  for (const [name, role, scope] of [
    ['packer', 'packaging_engineer', everything],
    ['other', 'packaging_engineer', everything],
    ['publisher', 'publisher', everything],
    ['admin', 'platform_admin', everything],
    ['local', 'packaging_engineer', limited],
  ] as const) {
    tokens.set(name, await createToken(deps, { name, role, scope }, 'test'));
  }
  // Years pass below, and tokens are not what is looked at.
  await postgres.owner.query(`UPDATE identity.tokens SET expires_at = '2036-01-01'`);
  await startHub();
  deb = await readFile(await buildDeb(folder.path));
});
afterAll(async () => {
  await app.close();
  await folder[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

const as = (name: string) => ({ authorization: `Bearer ${tokens.get(name) ?? ''}` });
const intake = () => intakeTurn({ db: postgres.db, objects, desk, logger: silent, now });
const ask = async (who: string, path: string, options: RequestInit = {}) => {
  const headers = { ...as(who), ...(options.headers as Record<string, string> | undefined) };
  const answer = await fetch(`${origin}${path}`, { ...options, headers });
  const text = await answer.text();
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { status: answer.status, body, headers: answer.headers };
};

/** Sends bytes with tus-js-client; gives where they went. */
async function send(who: string, bytes: Buffer, options: Partial<UploadOptions> = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const upload = new Upload(bytes, {
    endpoint: `${origin}/api/package-uploads/`,
    headers: as(who),
    metadata: { filename: '../../etc/till.deb' },
    retryDelays: null,
    onError: reject,
    onSuccess: () => resolve(upload.url ?? ''),
    ...options,
  });
  upload.start();
  return new URL(await promise).pathname;
}
async function begin(who: string, bytes: number): Promise<string> {
  const headers = { 'tus-resumable': '1.0.0', 'upload-length': String(bytes) };
  const made = await ask(who, '/api/package-uploads/', { method: 'POST', headers });
  expect(made.status).toBe(201);
  return made.headers.get('location') ?? '';
}
const patch = (who: string, path: string, offset: number, body: Buffer) =>
  ask(who, path, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(body),
  });
async function offsetOf(who: string, path: string): Promise<number> {
  const headers = { 'tus-resumable': '1.0.0' };
  const head = await ask(who, path, { method: 'HEAD', headers });
  expect(head.status).toBe(200);
  return Number(head.headers.get('upload-offset'));
}
const actions = async (subject: string): Promise<string[]> => {
  const sql = 'SELECT action FROM audit.entries WHERE subject = $1 ORDER BY id';
  return (await postgres.db.query<{ action: string }>(sql, [subject])).rows.map((r) => r.action);
};

describe('a package', () => {
  let versionId = '';
  const sha256 = () => createHash('sha256').update(deb).digest('hex');

  it('comes in small pieces by the stock client, and is what it says', async () => {
    const path = await send('packer', deb, { chunkSize: 500 });
    expect(await intake()).toBe(true);
    const { body } = await ask('packer', path);
    expect(body).toMatchObject({ state: 'done', file_name: 'till.deb', received: deb.length });
    versionId = String(body['version_id']);
    const version = await ask('packer', `/api/package-versions/${versionId}/`);
    expect(version.body).toMatchObject({
      name: 'till',
      version: '1:4.2-1',
      architecture: 'amd64',
      format: 'deb',
      state: 'inspected',
      sha256: sha256(),
      created_by: 'service:packer',
    });
    expect(await actions(versionId)).toEqual(['package.create']);
    expect(await readdir(place().dir)).toEqual([]);
  });

  it('is stored once, however often it is sent, and read whole or in part', async () => {
    const path = await send('other', deb);
    await intake();
    const { body } = await ask('other', path);
    expect(body).toMatchObject({ state: 'done', reason: 'known', version_id: versionId });
    const stored = [];
    for await (const object of objects.list()) stored.push(object.sha256);
    expect(stored).toEqual([sha256()]);
    const url = `${origin}/api/package-versions/${versionId}/content/`;
    const whole = await fetch(url, { headers: as('packer') });
    expect(Buffer.from(await whole.arrayBuffer()).equals(deb)).toBe(true);
    const part = await fetch(url, { headers: { ...as('packer'), range: 'bytes=-10' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(deb.subarray(-10))).toBe(true);
  });

  it('is published by somebody who neither made nor tested it', async () => {
    const path = `/api/package-versions/${versionId}/`;
    const move = async (who: string, what: string) => {
      const { status, body } = await ask(who, `${path}${what}/`, { method: 'POST' });
      return `${status} ${String(body['code'] ?? body['state'])}`;
    };
    expect(await move('publisher', 'publish')).toBe('409 wrong_state');
    expect(await move('publisher', 'stage')).toBe('403 forbidden');
    expect(await move('local', 'stage')).toBe('403 out_of_scope');
    expect(await move('admin', 'stage')).toBe('200 staged');
    expect(await move('packer', 'publish')).toBe('403 forbidden');
    expect(await move('admin', 'publish')).toBe('403 separation_of_duties');
    expect(await move('publisher', 'publish')).toBe('200 published');
    expect(await actions(versionId)).toEqual([
      'package.create',
      'package.repeat',
      'package.stage',
      'package.publish',
    ]);
  });

  it('with the name of another and other bytes is refused', async () => {
    const path = await send('packer', await readFile(await buildDeb(folder.path, 'gzip')));
    await intake();
    const { body } = await ask('packer', path);
    expect(body).toMatchObject({ state: 'refused', reason: 'version_exists', version_id: null });
  });

  it('that says nothing of itself is described, once', async () => {
    const disk = Buffer.concat([randomBytes(700), Buffer.from('koly'), Buffer.alloc(508)]);
    const path = await send('packer', disk, { metadata: { filename: 'till.dmg' } });
    await intake();
    const id = String((await ask('packer', path)).body['version_id']);
    const said = (version: string) =>
      ask('packer', `/api/package-versions/${id}/description/`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Till', version }),
      });
    expect((await said('4.\n2')).body).toMatchObject({ code: 'invalid' });
    expect((await said('4.2')).body).toMatchObject({ state: 'inspected', name: 'Till' });
    expect((await said('4.3')).status).toBe(409);
  });

  it('is scanned by what is there, and does not go on when malware was found', async () => {
    const bad = join(folder.path, 'clamscan');
    await writeFile(bad, '#!/bin/sh\nfor last; do :; done\necho "$last: Eicar FOUND"; exit 1\n');
    await chmod(bad, 0o700);
    const programs = { clamav: bad, trivy: join(folder.path, 'none') };
    const { db } = postgres;
    const scanners = ['clamav', 'trivy'] as const;
    const deps = { db, objects, scanners, programs, dir: place().dir, logger: silent, now };
    while (await scanTurn(deps, new AbortController().signal));
    const { body } = await ask('packer', '/api/package-versions/?state=inspected');
    const [{ id = '' } = {}] = body['items'] as { id?: string }[];
    const found = await ask('packer', `/api/package-versions/${id}/`);
    const told = (found.body['scans'] as { scanner: string; status: string; detail: string }[]).map(
      ({ scanner, status, detail }) => `${scanner} ${status}: ${detail}`,
    );
    expect(told).toEqual([
      'clamav found: ClamAV found Eicar.',
      `trivy not_scanned: ${programs.trivy} is not installed on the hub's machine.`,
      'grype not_scanned: It has not been asked; EUCORA_SCANNERS says which are.',
    ]);
    const staged = await ask('packer', `/api/package-versions/${id}/stage/`, { method: 'POST' });
    expect(staged.body).toMatchObject({ status: 409, code: 'malware' });
    expect(await readdir(place().dir)).toEqual([]);
  });

  it('is found damaged when its bytes change, and goes only when no site may need it', async () => {
    const keeper = { db: postgres.db, objects, roots: [neededObjects], logger: silent, now };
    const path = join(folder.path, 'objects', sha256().slice(0, 2), sha256());
    const before = await readFile(path);
    await appendFile(path, 'x');
    nowMs += 31 * dayMs;
    while (await scrubTurn(keeper));
    const found = async () => (await ask('admin', `/api/package-versions/${versionId}/`)).body;
    expect((await found())['fault']).toBe(
      `it has ${before.length + 1} bytes and not ${before.length}`,
    );
    expect(await actions(sha256())).toEqual(['object.damaged']);
    await ask('publisher', `/api/package-versions/${versionId}/withdraw/`, { method: 'POST' });
    nowMs += siteMemoryMs - 1;
    await collectTurn(keeper);
    nowMs += 1;
    await collectTurn(keeper); // its grace begins
    nowMs += graceMs - 1;
    expect(await collectTurn(keeper)).toBe(1); // what was refused was never needed
    expect(await objects.bytesOf(sha256())).toBe(before.length + 1);
    nowMs += 1;
    expect(await collectTurn(keeper)).toBe(1);
    expect(await objects.bytesOf(sha256())).toBeUndefined();
    expect(await actions(sha256())).toEqual(['object.damaged', 'object.remove']);
  });

  it('may be sent again after that', async () => {
    const path = await send('packer', deb);
    await intake();
    const { body } = await ask('packer', path);
    expect(body).toMatchObject({ state: 'done', reason: null });
    expect(body['version_id']).not.toBe(versionId);
  });
});

describe('an upload', () => {
  it('goes on at any byte when its connection is cut', async () => {
    const path = await begin('packer', deb.length);
    const { port } = new URL(origin);
    const socket = connect(Number(port), '127.0.0.1');
    const head =
      `PATCH ${path} HTTP/1.1\r\nhost: hub\r\nauthorization: ${as('packer').authorization}\r\n` +
      'tus-resumable: 1.0.0\r\nupload-offset: 0\r\n' +
      `content-type: application/offset+octet-stream\r\ncontent-length: ${deb.length}\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(head), deb.subarray(0, 333)]));
    await expect.poll(async () => (await readdir(place().dir)).length).toBe(1);
    const file = desk.pathOf({ id: path.split('/').at(-2) ?? '' });
    await expect.poll(async () => (await stat(file)).size).toBe(333);
    socket.destroy();
    await expect.poll(() => offsetOf('packer', path)).toBe(333);
    expect((await patch('packer', path, 332, deb.subarray(332))).body).toMatchObject({
      code: 'wrong_offset',
    });
    expect((await patch('packer', path, 333, deb.subarray(333))).status).toBe(204);
    await intake();
    expect((await ask('packer', path)).body).toMatchObject({ state: 'done', reason: 'known' });
  });

  it('goes on after the hub was killed, from what was told to be synced', async () => {
    const path = await begin('packer', deb.length);
    expect((await patch('packer', path, 0, deb.subarray(0, 100))).status).toBe(204);
    // What a killed hub wrote and did not sync may be anything.
    await appendFile(desk.pathOf({ id: path.split('/').at(-2) ?? '' }), randomBytes(50));
    await app.close();
    await startHub();
    expect(await offsetOf('packer', path)).toBe(100);
    await patch('packer', path, 100, deb.subarray(100));
    await intake();
    expect((await ask('packer', path)).body).toMatchObject({ state: 'done', reason: 'known' });
  });

  it('is taken in to the same end when the hub is killed between storing and noting', async () => {
    const fresh = await readFile(await buildDeb(folder.path, 'none', 'Section: misc\n'));
    const path = await begin('packer', fresh.length);
    await patch('packer', path, 0, fresh);
    const failing = {
      ...objects,
      adopt: async (file: string, known: { sha256: string; bytes: number }) => {
        await objects.adopt(file, known);
        throw new Error('killed');
      },
    };
    const deps = { db: postgres.db, objects: failing, desk, logger: silent, now };
    await expect(intakeTurn(deps)).rejects.toThrow('killed');
    await intake();
    expect((await ask('packer', path)).body['state']).toBe('refused'); // till 1:4.2-1 is there
    expect((await ask('packer', path)).body['reason']).toBe('version_exists');
  });

  it('is its maker’s alone, and may be cancelled', async () => {
    const path = await begin('packer', 10);
    const headers = { 'tus-resumable': '1.0.0' };
    expect((await ask('other', path, { method: 'HEAD', headers })).status).toBe(404);
    expect((await patch('other', path, 0, Buffer.alloc(10))).status).toBe(404);
    expect((await ask('publisher', path, { method: 'DELETE' })).status).toBe(403);
    expect((await ask('other', path, { method: 'DELETE' })).status).toBe(204);
    expect((await ask('packer', path)).status).toBe(404);
    expect(await readdir(place().dir)).toEqual([]);
  });

  it('of more than was announced, or than there is room for, is refused with the remedy', async () => {
    const path = await begin('packer', 10);
    expect((await patch('packer', path, 0, Buffer.alloc(11))).status).toBe(413);
    const asked = async (bytes: number) => {
      const headers = { 'tus-resumable': '1.0.0', 'upload-length': String(bytes) };
      const { status, body } = await ask('packer', '/api/package-uploads/', {
        method: 'POST',
        headers,
      });
      return `${status} ${String(body['code'])} ${String(body['detail'])}`;
    };
    expect(await asked(5e9)).toMatch(/^413 too_large .*EUCORA_UPLOAD_GIB_MAX/);
    room.freeBytes = 2e9;
    expect(await asked(1e9)).toMatch(/^507 no_room .*EUCORA_UPLOAD_DIR/);
    room.freeBytes = 1e12;
    expect(await asked(0)).toMatch(/^400 invalid/);
    await ask('packer', path, { method: 'DELETE' });
  });

  it('that nobody adds to is given up after its days, with its file', async () => {
    const path = await begin('packer', 10);
    nowMs += 7 * dayMs - 1;
    await desk.sweep();
    expect((await ask('packer', path)).status).toBe(200);
    nowMs += 2;
    await desk.sweep();
    expect((await ask('packer', path)).status).toBe(404);
    expect(await readdir(place().dir)).toEqual([]);
    expect(await actions(path.split('/').at(-2) ?? '')).toContain('package_upload.abandon');
  });

  it('of another version of the protocol, another type or without a scope is refused', async () => {
    const url = '/api/package-uploads/';
    const headers = { 'tus-resumable': '0.2.2', 'upload-length': '5' };
    const old = await ask('packer', url, { method: 'POST', headers });
    expect(old.body).toMatchObject({ code: 'tus_version' });
    expect(old.headers.get('tus-resumable')).toBe('1.0.0');
    const good = { 'tus-resumable': '1.0.0', 'upload-length': '5' };
    expect((await ask('local', url, { method: 'POST', headers: good })).body).toMatchObject({
      code: 'out_of_scope',
    });
    const known = await ask('packer', url, { method: 'OPTIONS' });
    expect(known.headers.get('tus-extension')).toBe('creation,termination,expiration');
  });
});

it('what the store has and no table names is collected after the grace', async () => {
  const keeper = { db: postgres.db, objects, roots: [neededObjects], logger: silent, now };
  const stray = await objects.put(Readable.from([Buffer.from('stray')]));
  expect(await noteStrangers(keeper)).toBe(1);
  expect(await collectTurn(keeper)).toBe(0);
  nowMs += graceMs;
  await collectTurn(keeper);
  expect(await objects.bytesOf(stray.sha256)).toBeUndefined();
});
