import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair } from '@eucora/protocol';
import { Counter, Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLiveBus } from '../../platform/live.ts';
import { Outbound } from '../../platform/outbound.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { audit, sealTurn } from '../audit/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import { Deliverer, failingMsMax } from './deliver.ts';
import { fanOutTurn } from './fan-out.ts';
import { afterTry } from './retry.ts';
import { severityOf } from './routing.ts';
import {
  change,
  deliverAgain,
  replayRange,
  rotateSecret,
  sendTest,
  subscribe,
  unsubscribe,
  type WebhookFields,
} from './service.ts';
import { isDelivery } from './signature.ts';
import { listDeliveries, subscription } from './store.ts';

/** Secrets in memory: how they lie at rest is proven where they are kept. */
class Kept {
  readonly values = new Map<string, Uint8Array[]>();
  put: SecretStore['put'] = (_tx, { name, value, overlapMs }) => {
    const before = overlapMs > 0 ? (this.values.get(name) ?? []) : [];
    this.values.set(name, [value, ...before]);
    return Promise.resolve(1);
  };
  remove: SecretStore['remove'] = (_tx, name) => Promise.resolve(this.values.delete(name));
  accepted: SecretStore['accepted'] = (_db, name) =>
    Promise.resolve(
      (this.values.get(name) ?? []).map((value) => {
        return { name, version: 1, value, createdAt: new Date(0), acceptedUntil: null };
      }),
    );
}

interface Got {
  readonly body: string;
  readonly signature: string;
  readonly event: { readonly id: string; readonly type: string; readonly subject: string };
}
/** A subscriber: answers what it is told to. */
class Subscriber {
  readonly got: Got[] = [];
  status = 204;
  hang = false;
  server: Server | undefined;
  url = '';

  async listen(): Promise<this> {
    const server = createServer((request, answer) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString('utf8')));
      request.on('end', () => {
        const signature = String(request.headers['eucora-signature']);
        this.got.push({ body, signature, event: JSON.parse(body) });
        if (!this.hang) answer.writeHead(this.status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    this.server = server;
    return this;
  }

  get subjects(): string[] {
    return this.got.map(({ event }) => event.subject);
  }
}

let postgres: TestDatabase;
let nowMs = Date.parse('2026-11-25T12:00:00Z');
const now = (): Date => new Date(nowMs);
const signKey = generateKeyPair();
const kept = new Kept();
const outbound = new Outbound({ allow: ['127.0.0.1'] });
const subscribers: Subscriber[] = [];
let deliverer: Deliverer;

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  const deliveries = new Counter({
    name: 'tries',
    help: 'tries',
    labelNames: ['result'],
    registers: [new Registry()],
  });
  const deps = { db, logger: silent, now, random: () => 0, secrets: kept, outbound, deliveries };
  deliverer = new Deliverer(deps, () => {});
});
afterAll(async () => {
  await deliverer[Symbol.asyncDispose]();
  for (const { server } of subscribers) {
    server?.closeAllConnections();
    server?.close();
  }
  await postgres[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await postgres.db.query('UPDATE notifications.subscriptions SET enabled = false');
});

const deps = () => ({ db: postgres.db, now, secrets: kept, outbound });
async function subscriber(fields: Partial<WebhookFields> = {}) {
  const it = await new Subscriber().listen();
  subscribers.push(it);
  const wanted = { name: 'x', url: it.url, actions: [], severityMin: 'info', ...fields } as const;
  const { row, secret } = await subscribe(deps(), wanted, 'anna');
  return { it, id: row.id, secret };
}
/** Writes entries and makes deliveries of them. */
async function happens(action: string, ...subjects: string[]): Promise<void> {
  const { db } = postgres;
  for (const subject of subjects) await audit(db, { actor: 'anna', action, subject });
  await sealTurn({ db, signKey, live: createLiveBus(), logger: silent, now });
  while ((await fanOutTurn({ db, now })) > 0);
}
/** Delivers until nothing is due any more. */
async function deliverAll(): Promise<void> {
  while ((await deliverer.turn()) > 0) await deliverer.idle();
}

describe('a subscriber', () => {
  test('is told of what it asked for, signed, in order and once', async () => {
    const { it, secret } = await subscriber({ actions: ['site'] });
    await happens('site.create', 'one', 'two');
    await happens('session.open', 'not asked for');
    await deliverAll();
    expect(it.subjects).toEqual(['one', 'two']);
    const { body, signature, event } = it.got[0]!;
    expect(event).toMatchObject({ type: 'site.create', actor: 'anna', severity: 'info' });
    expect(isDelivery(secret, body, signature, nowMs)).toBe(true);
    expect(isDelivery('whsec_other', body, signature, nowMs)).toBe(false);
    expect(isDelivery(secret, body.replace('one', 'two'), signature, nowMs)).toBe(false);
    expect(isDelivery(secret, body, signature, nowMs + 301_000)).toBe(false);
    expect(isDelivery(secret, body, 'v1=', nowMs)).toBe(false);
    await deliverAll();
    expect(it.got.length).toBe(2);
  });

  test('that asks for alerts alone is told of nothing less', async () => {
    const { it } = await subscriber({ severityMin: 'critical' });
    await happens('site.create', 'quiet');
    await happens('archive.damaged', 'loud');
    await deliverAll();
    expect(it.subjects).toEqual(['loud']);
  });

  test('that fails is tried again with back-off until it has everything', async () => {
    const { it, id } = await subscriber({ actions: ['retry'] });
    it.status = 500;
    await happens('retry.me', 'later');
    await deliverAll();
    expect(it.got.length).toBe(1);
    expect(await listDeliveries(postgres.db, id, null, 9)).toMatchObject([
      { state: 'pending', attempts: 1, lastStatus: 500, nextAt: new Date(nowMs + 15_000) },
    ]);
    nowMs += 14_000;
    await deliverAll();
    expect(it.got.length).toBe(1);
    nowMs += 2_000;
    it.status = 200;
    await deliverAll();
    expect(it.got.map(({ event }) => event.id)).toEqual([it.got[0]!.event.id, it.got[0]!.event.id]);
    expect(await subscription(postgres.db, id)).toMatchObject({ failingSince: null });
  });

  test('that is dead slows nobody, and is given up and named after a week', async () => {
    const dead = await subscriber({ actions: ['crowd'] });
    const hanging = await subscriber({ actions: ['crowd'] });
    const well = await subscriber({ actions: ['crowd'] });
    dead.it.server!.close();
    hanging.it.hang = true;
    const subjects = Array.from({ length: 30 }, (_, i) => `c${i}`);
    await happens('crowd.came', ...subjects);
    // The hanging one keeps its delivery under way all the time.
    while (well.it.got.length < subjects.length) {
      const before = well.it.got.length;
      await vi.waitFor(async () => {
        await deliverer.turn();
        expect(well.it.got.length).toBeGreaterThan(before);
      }, 5_000);
    }
    expect(well.it.subjects).toEqual(subjects);
    expect(hanging.it.got.length).toBe(1);
    hanging.it.server!.closeAllConnections();
    await deliverer.idle();
    nowMs += failingMsMax + 60_000;
    await deliverAll();
    expect(await subscription(postgres.db, dead.id)).toMatchObject({ enabled: false });
    const sql = `SELECT subject FROM audit.entries WHERE action = 'webhook.disabled'`;
    const { rows } = await postgres.db.query<{ subject: string }>(sql);
    expect(rows.map((row) => row.subject)).toContain(dead.id);
  });

  test('that answers 410 is not asked again', async () => {
    const { it, id } = await subscriber({ actions: ['gone'] });
    it.status = 410;
    await happens('gone.now', 'a', 'b');
    await deliverAll();
    expect(it.got.length).toBe(1);
    expect(await subscription(postgres.db, id)).toMatchObject({ enabled: false });
  });

  test('gets a range again, a single delivery again, and a test', async () => {
    const { it, id } = await subscriber({ actions: ['replay'] });
    await happens('replay.me', 'r1', 'r2', 'r3');
    await deliverAll();
    const [newest] = await listDeliveries(postgres.db, id, null, 1);
    const position = newest!.position!;
    expect(await replayRange(deps(), id, { from: position - 1, through: position }, 'anna')).toBe(
      2,
    );
    await deliverAll();
    expect(it.subjects).toEqual(['r1', 'r2', 'r3', 'r2', 'r3']);
    await deliverAgain(deps(), id, newest!.id, 'anna');
    await deliverAll();
    expect(it.got.at(-1)!.event).toEqual(it.got[2]!.event);
    await sendTest(deps(), id, 'anna');
    await deliverAll();
    expect(it.got.at(-1)!.event.type).toBe('webhook.test');
  });

  test('whose secret was changed can check with either for a day', async () => {
    const { it, id, secret } = await subscriber({ actions: ['rotate'] });
    const fresh = await rotateSecret(deps(), id, 'anna');
    await happens('rotate.me', 'x');
    await deliverAll();
    const { body, signature } = it.got[0]!;
    expect(isDelivery(secret, body, signature, nowMs)).toBe(true);
    expect(isDelivery(fresh, body, signature, nowMs)).toBe(true);
  });
});

test('a subscription never leads into the hub’s own network', async () => {
  const inside = { name: 'x', actions: [], severityMin: 'info' } as const;
  for (const url of ['http://169.254.169.254/latest/', 'http://10.0.0.1/', 'http://[::1]:5432/']) {
    await expect(subscribe(deps(), { ...inside, url }, 'eve')).rejects.toMatchObject({
      code: 'outbound_refused',
    });
  }
  const { id } = await subscriber();
  await expect(change(deps(), id, { url: 'http://10.0.0.1/' }, 'eve')).rejects.toMatchObject({
    code: 'outbound_refused',
  });
});

test('two changes of one version: the second is refused', async () => {
  const { id } = await subscriber();
  await change(deps(), id, { name: 'first', version: 1 }, 'anna');
  await expect(change(deps(), id, { name: 'second', version: 1 }, 'otto')).rejects.toMatchObject({
    code: 'stale',
  });
});

test('a subscription that is ended takes its secret and what was on its way with it', async () => {
  const { it, id } = await subscriber({ actions: ['end'] });
  await happens('end.of', 'it');
  await unsubscribe(deps(), id, 'anna');
  await deliverAll();
  expect(it.got).toEqual([]);
  expect([...kept.values.keys()]).not.toContain(`webhook:${id}`);
});

test('tries go apart, and end after about three days', () => {
  const failed = { kind: 'answered', status: 503 } as const;
  let waitedMs = 0;
  for (let attempts = 1; ; attempts += 1) {
    const verdict = afterTry(failed, attempts, () => 0);
    if (verdict.state !== 'pending') {
      expect(verdict.state).toBe('dead');
      break;
    }
    waitedMs += verdict.waitMs;
  }
  expect(waitedMs / 86_400_000).toBeGreaterThan(2);
  expect(waitedMs / 86_400_000).toBeLessThan(5);
});

test.each([
  ['audit.contradicted', 'critical'],
  ['segment.refused', 'warning'],
  ['segment.refused.again', 'warning'],
  ['site.create', 'info'],
] as const)('%s is %s to whoever is not looking', (action, severity) => {
  expect(severityOf(action)).toBe(severity);
});
