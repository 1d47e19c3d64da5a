import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Collector, CollectContext } from '@eucora/endpoint-agent/testing';
import { loadHubKeys, verifyChain } from '@eucora/hub/testing';
import { openHubKeys, openSiteCertificate } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until as untilSoon } from '../kit/until.ts';
import { WholeWay } from '../privacy/whole-way.ts';

// The hub's signing key changes while a device states facts: hub, relay and device go on by the next
// one, with nothing lost; a relay that was away follows several rotations in one go.

const until: typeof untilSoon = (what, look) => untilSoon(what, look, { withinMs: 60_000 });
let way: WholeWay;
let stated = 0;
const collectors: Collector[] = [
  {
    name: 'usage',
    everyMs: 200,
    budget: { cpuMs: 10_000, wallMs: 10_000 },
    collect: async ({ now }: CollectContext) => {
      stated += 1;
      const { bootId, boottimeMs } = now();
      const times = { startMs: boottimeMs, startUncertaintyMs: 0, endMs: null };
      const program = { program: 'editor', path: '/usr/bin/editor', title: null, instancesMax: 1 };
      const run = { bootId, pid: stated, ...times, endUncertaintyMs: null, ...program };
      return {
        items: 1,
        events: [{ kind: 'usage', phase: 'started', subject: '0'.repeat(32), ...run }],
      };
    },
  },
];

beforeAll(async () => {
  way = await WholeWay.start();
  await way.enrol();
  await way.startAgent(collectors, () => 'machine');
}, 120_000);
afterAll(() => way[Symbol.asyncDispose]());

const committed = async (): Promise<number> => {
  const sql = `SELECT count(*)::int AS n FROM ledger.batches`;
  return (await way.rows<{ n: number }>(sql))[0]?.n ?? 0;
};
const moreCommitted = async (): Promise<void> => {
  const before = await committed();
  await until('more is committed', async () => ((await committed()) > before ? true : undefined));
};
const calendarPath = '/api/system/rotations/';
/** Asks for the next key and waits until it signs. */
async function rotate(): Promise<number> {
  const before = (await hubKeys()).number;
  const answer = await way.ask('POST', `${calendarPath}hub-signing-key/`, {});
  expect(answer.status).toBeLessThan(300);
  await until('it is rotated', async () => {
    const list = await way.ask('GET', calendarPath);
    const { items } = (await list.json()) as { items: CalendarRow[] };
    const row = items.find(({ name }) => name === 'hub-signing-key');
    expect(row?.failure ?? null).toBeNull();
    return row?.requested_at === null || undefined;
  });
  const { number } = await hubKeys();
  expect(number).toBe(before + 1);
  return number;
}
interface CalendarRow {
  readonly name: string;
  readonly requested_at: string | null;
  readonly failure: unknown;
}
const hubKeys = async () => (await loadHubKeys(join(way.folder, 'hub'))).sign;
const followedBy = async (...path: string[]): Promise<number> =>
  readFile(join(way.folder, ...path)).then(
    (bytes) => openHubKeys(bytes).keys.length,
    () => 1,
  );
const choose = (choice: string) =>
  way.ask('PUT', '/api/privacy/collection/sites/hq/disks/', { choice });

test('relay and device follow while facts come in, and obey what the next key signs', async () => {
  await moreCommitted();
  const number = await rotate();
  await until('relay and device follow', async () => {
    const followed = [
      await followedBy('relay', 'hub-keys'),
      await followedBy('agent/state', 'hub-keys'),
    ];
    return followed.every((each) => each === number) || undefined;
  });
  await moreCommitted();
  expect((await choose('off')).status).toBe(204);
  await until('the device obeys a document by the next key', async () => {
    const answer = await way.ask('GET', '/api/privacy/collection/sites/hq/');
    const { devices_enforcing: count } = (await answer.json()) as { devices_enforcing: number };
    return count === 1 || undefined;
  });
}, 120_000);

test('a relay that was away follows several rotations in one go, and so does who enrols then', async () => {
  await way.stopRelay();
  await rotate();
  const number = await rotate();
  await way.startRelay();
  await until('the relay follows', async () =>
    (await followedBy('relay', 'hub-keys')) === number ? true : undefined,
  );
  await moreCommitted();
  await way.enrol('later');
  expect(await followedBy('later/state', 'hub-keys')).toBe(number);
  await way.startAgent(collectors, () => 'later', 'later');
  await until('both devices are there', async () => {
    const sql = 'SELECT count(*)::int AS n FROM devices.devices';
    return (await way.rows<{ n: number }>(sql))[0]?.n === 2 || undefined;
  });
}, 120_000);

test('nothing is lost or contradicted, and the audit record is whole over all keys', async () => {
  const keys = await hubKeys();
  expect(keys.number).toBe(4);
  expect(await readdir(join(way.folder, 'hub', 'keys'))).not.toContain('sign.key');
  await until('the hub knows what the relay follows', async () => {
    const sql = 'SELECT number, fault FROM sites.hub_key_words';
    const [word] = await way.rows<{ number: number; fault: string | null }>(sql);
    expect(word?.fault ?? null).toBeNull();
    return word?.number === 4 || undefined;
  });
  const told = `SELECT count(*)::int AS n FROM audit.entries WHERE action = 'hub_keys.contradicted'`;
  expect(await way.rows(told)).toEqual([{ n: 0 }]);
  expect(await verifyChain(way.database.db, keys)).toMatchObject({ whole: true });
  // The certificate is by a key that the chain leads over.
  const certificate = openSiteCertificate(await readFile(join(way.folder, 'certificate')), keys);
  expect(certificate.site).toBe('hq');
});
