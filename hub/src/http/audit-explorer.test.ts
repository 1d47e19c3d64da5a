import { generateKeyPair } from '@eucora/protocol';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, checkpointNow, noteWitness, sealTurn } from '../modules/audit/index.ts';
import {
  createSignInLink,
  createToken,
  openSession,
  sessionCookie,
} from '../modules/identity/index.ts';
import { createLiveBus } from '../platform/live.ts';
import { everything } from '../platform/scope.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { createApp } from './app.ts';
import { ingredientsOf } from './testing/ingredients.ts';
import { appDeps } from './testing/seed.ts';

// What an auditor sees of the record, and what it shows when somebody with every right on the
// database has rewritten it.

const signKey = generateKeyPair();
const now = (): Date => new Date();
let postgres: TestDatabase;
let app: FastifyInstance;
let tokens: Readonly<Record<'fleet' | 'hq' | 'vault', string>>;
let session: string;
let freshContradiction: () => Promise<string>;
type Entry = { id: number; action: string; site: string | null; outcome: string; subject: string };

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  const deps = { ...appDeps(db, now), hubKey: signKey.publicKey };
  app = await createApp(deps);
  await app.ready();
  ({ freshContradiction } = await ingredientsOf(db, now));
  const role = 'auditor';
  const at = (site: string) => ({ ...everything, sites: [site] });
  tokens = {
    fleet: await createToken(deps, { role, name: 'fleet', scope: everything }, 'test'),
    hq: await createToken(deps, { role, name: 'at-hq', scope: at('hq') }, 'test'),
    vault: await createToken(deps, { role, name: 'at-vault', scope: at('vault') }, 'test'),
  };
  session = (await openSession(deps, { link: await createSignInLink(deps, 'test') })).secret;
  for (const site of ['hq', 'vault', 'hq']) {
    const detail = { code: 'bad_hash', site };
    await audit(db, { actor: `site:${site}`, action: 'segment.refused', subject: site, detail });
  }
  const whole = { whole: false, position: 3, reason: 'an entry was changed' };
  await audit(db, { actor: 'anna', action: 'audit.verified', subject: 'audit', detail: whole });
  await seal();
}, 60_000);
afterAll(async () => {
  await app.close();
  await postgres[Symbol.asyncDispose]();
});

async function seal(): Promise<void> {
  const deps = { db: postgres.db, signKey, live: createLiveBus(), logger: silent, now };
  while ((await sealTurn(deps)) > 0);
  await checkpointNow(deps);
}

async function ask(who: keyof typeof tokens, url: string, payload?: object) {
  const headers = { authorization: `Bearer ${tokens[who]}` };
  const method = payload === undefined ? 'GET' : 'POST';
  const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body };
}
async function list(who: keyof typeof tokens, query = ''): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let cursor = ''; ;) {
    const { body } = await ask(who, `/api/audit/?limit=7${query}${cursor}`);
    const page = JSON.parse(body) as { items: Entry[]; next_cursor: string | null };
    found.push(...page.items);
    if (page.next_cursor === null) return found;
    cursor = `&cursor=${page.next_cursor}`;
  }
}
/** With every right on the database. */
const tamper = (sql: string): Promise<void> =>
  postgres.owner.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`);
    await tx.query(sql);
  });

describe('reading', () => {
  test('an auditor of one site sees its entries and no others, page by page', async () => {
    const all = await list('fleet');
    const [hq, vault] = [await list('hq'), await list('vault')];
    expect(new Set(hq.map(({ site }) => site))).toEqual(new Set(['hq']));
    expect(new Set(vault.map(({ site }) => site))).toEqual(new Set(['vault']));
    expect(hq).toEqual(all.filter(({ site }) => site === 'hq'));
    expect(all.some(({ site }) => site === null)).toBe(true);
    // Naming another site finds nothing that was not there before.
    expect(await list('vault', '&site=hq')).toEqual([]);
  });

  test('an entry of another site is not there, whoever knows its id', async () => {
    const [foreign] = await list('hq');
    expect((await ask('hq', `/api/audit/${foreign!.id}/`)).status).toBe(200);
    expect((await ask('vault', `/api/audit/${foreign!.id}/`)).status).toBe(404);
    const { body } = await ask('vault', '/api/audit/export/');
    const told = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry);
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter(({ subject }) => subject === 'hq')).toEqual([]);
  });

  test('filters are taken together: outcome, site, actor, object, time', async () => {
    expect(await list('fleet', '&outcome=refused&site=hq')).toHaveLength(2);
    expect(await list('fleet', '&outcome=failed')).toMatchObject([{ action: 'audit.verified' }]);
    expect(await list('fleet', '&actor=site:vault&subject=vault&action=segment')).toHaveLength(1);
    expect(await list('fleet', '&from=2999-01-01T00:00:00Z')).toEqual([]);
    const before = await list('fleet', `&until=${now().toISOString()}&outcome=refused`);
    expect(before.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused']);
  });

  test('checkpoints name the sites that witnessed them, of those that may be seen', async () => {
    const { body } = await ask('fleet', '/api/audit/checkpoints/');
    const [newest] = (JSON.parse(body) as { items: { envelope: string }[] }).items;
    const checkpoint = Buffer.from(newest!.envelope, 'base64');
    const witness = { position: 0, root: new Uint8Array(0), contradicting: 0, checkpoint };
    for (const siteId of ['hq', 'vault']) {
      const testimony = { relayId: `relay-${siteId}`, siteId, witness };
      await postgres.db.transaction((tx) => noteWitness(tx, testimony, signKey.publicKey, now()));
    }
    const sites = async (who: keyof typeof tokens): Promise<unknown> =>
      JSON.parse((await ask(who, '/api/audit/checkpoints/?limit=1')).body);
    expect(await sites('fleet')).toMatchObject({ items: [{ sites: ['hq', 'vault'] }] });
    expect(await sites('vault')).toMatchObject({ items: [{ sites: ['vault'], sites_total: 1 }] });
    expect((await ask('vault', '/api/audit/state/')).body).not.toContain('relay-hq');
  });
});

describe('a person who explains a contradiction', () => {
  test('is named in the record with the reason, and the alarm is over', async () => {
    const relay = await freshContradiction();
    const url = `/api/audit/witnesses/${relay}/acknowledgement/`;
    const asked = {
      payload: { reason: 'restored from the backup of Monday' },
      method: 'POST',
      url,
    } as const;
    const person = {
      cookies: { [sessionCookie]: session },
      headers: { origin: 'http://localhost' },
    };
    expect((await ask('fleet', url, asked.payload)).status).toBe(403);
    expect((await app.inject({ ...asked, ...person })).statusCode).toBe(204);
    expect((await app.inject({ ...asked, ...person })).statusCode).toBe(409);
    expect(await list('hq', '&action=audit.acknowledged')).toMatchObject([
      { subject: `relay:${relay}`, detail: asked.payload, site: 'hq' },
    ]);
    const { witnesses } = JSON.parse((await ask('fleet', '/api/audit/state/')).body) as {
      witnesses: { relay_id: string; acknowledged: object | null }[];
    };
    const held = witnesses.find((row) => row.relay_id === relay);
    expect(held?.acknowledged).toMatchObject({ reason: asked.payload.reason });
  });
});

describe('a superuser who rewrites the record', () => {
  const part = async (after = 0): Promise<unknown> =>
    JSON.parse((await ask('fleet', '/api/audit/verifications/parts/', { after })).body);

  test('finds it whole as long as nothing was touched', async () => {
    await seal();
    expect(await part()).toMatchObject({ whole: true, broken_at: null });
  });

  test('and changes a row is shown that row', async () => {
    const [entry] = await list('fleet', '&actor=site:vault');
    await tamper(`UPDATE audit.entries SET actor = 'eve' WHERE id = ${entry!.id}`);
    const found = await part();
    expect(found).toMatchObject({
      whole: false,
      broken_id: entry!.id,
      reason: 'an entry was changed',
    });
    expect((await ask('fleet', `/api/audit/${entry!.id}/`)).body).toContain('"eve"');
    await tamper(`UPDATE audit.entries SET actor = 'site:vault' WHERE id = ${entry!.id}`);
    expect(await part()).toMatchObject({ whole: true });
  });

  test('and cuts the chain with its checkpoints is told by what a relay holds', async () => {
    const cut = 5;
    await tamper(`DELETE FROM audit.chain WHERE position > ${cut}`);
    await tamper(`DELETE FROM audit.checkpoints WHERE position > ${cut}`);
    expect(await part()).toMatchObject({
      whole: false,
      broken_at: cut + 1,
      broken_id: null,
      reason: expect.stringMatching(/the checkpoint that relay relay-hq holds knows \d+ entries/),
    });
  });
});
