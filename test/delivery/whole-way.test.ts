import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchArtifact, keepArtifacts } from '@eucora/endpoint-agent';
import { toHex } from '@eucora/protocol';
import { readConfig, startRelay, type Relay, type WantedArtifact } from '@eucora/site-relay';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { siteCommand } from '../edge/site.ts';
import { startFaultProxy } from '../kit/fault-proxy.ts';
import { createRandom } from '../kit/random.ts';
import { until } from '../kit/until.ts';
import { admitHome, DeliveringHub, deviceDesk, noise } from './way.ts';

// From the hub's object store to a file on a device: the hub's real nats-server, database and door, a
// real relay with its own server, a device with its own certificate.

const mib = 1_048_576;
const signal = AbortSignal.timeout(600_000);
let hub: DeliveringHub;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'eucora-whole-way-'));
  hub = await DeliveringHub.start();
}, 60_000);
afterAll(async () => {
  await hub?.[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true });
});

interface Row {
  readonly state: string | null;
  readonly held: number;
  readonly fetched: number;
  readonly saved: number;
}

/** What the hub knows of an artifact at a site, by the relay's word. */
async function told(site: string, ref: WantedArtifact): Promise<Row | undefined> {
  const sql = `SELECT state, held_bytes AS held, fetched_bytes AS fetched, saved_bytes AS saved
                 FROM delivery.site_artifacts WHERE site_id = $1 AND sha256 = $2`;
  const values = [site, Buffer.from(ref.sha256)];
  return (await hub.server.database.db.query<Row>(sql, values)).rows[0];
}

async function statusOf(relay: Relay) {
  const answer = await fetch(new URL('api/status/', relay.statusUrl));
  return (await answer.json()) as {
    cache: {
      saved_bytes: number;
      artifacts: { state: string; held_bytes: number; saved_bytes: number; detail: string }[];
    };
  };
}

const areHere = (relay: Relay) => async (): Promise<boolean> => {
  const { artifacts } = (await statusOf(relay)).cache;
  return artifacts.length > 0 && artifacts.every(({ state }) => state === 'here');
};

describe('a site that needs an artifact', () => {
  const site = 'whole';
  let env: Record<string, string>;
  let relay: Relay;
  let wanted: readonly WantedArtifact[] = [];
  const first = noise(9 * mib + 4_321, 'first');

  beforeAll(async () => {
    env = await admitHome(hub, site, join(dir, site));
    relay = await startRelay(readConfig(env), { wanted: () => wanted });
  }, 60_000);
  afterAll(() => relay?.[Symbol.asyncDispose]());

  test('gets it by the hub’s door, tells so, and hands it to a device that stops and goes on', async () => {
    const ref = await hub.publish(first, 'linux/first_1.0_amd64.deb');
    const { desk, connection } = await deviceDesk(hub.authorityFile, env, site, relay);
    const to = join(dir, 'device');
    const soon = fetchArtifact(ref, { desk, dir: to, signal });
    await hub.need(site, [ref]);
    wanted = [ref];
    relay.wakeDelivery();
    expect((await readFile(await soon)).equals(first)).toBe(true);
    expect(await readdir(to)).toEqual([toHex(ref.sha256)]);
    // A second device is cut off in the middle and goes on at the byte where it was.
    const other = join(dir, 'other');
    const stop = new AbortController();
    const asked: number[] = [];
    const cut = fetchArtifact(ref, {
      desk: {
        chunks: (artifact) => desk.chunks(artifact),
        artifact: (question) => {
          asked.push(question.offset);
          if (question.offset > 5 * mib) stop.abort(new Error('the power is gone'));
          return desk.artifact(question);
        },
      },
      dir: other,
      signal: stop.signal,
    });
    await expect(cut).rejects.toThrow('the power is gone');
    const again: number[] = [];
    const path = await fetchArtifact(ref, {
      desk: {
        chunks: () => Promise.reject(new Error('it has the list')),
        artifact: (question) => {
          again.push(question.offset);
          return desk.artifact(question);
        },
      },
      dir: other,
      signal,
    });
    expect((await readFile(path)).equals(first)).toBe(true);
    expect(again[0]).toBeGreaterThanOrEqual(Math.max(...asked));
    expect(await keepArtifacts(other, [])).toBe(1);
    await connection.close();
    const row = await until(
      'the hub is told',
      async () => {
        const found = await told(site, ref);
        return found?.state === 'here' ? found : undefined;
      },
      { withinMs: 60_000 },
    );
    expect(row).toMatchObject({ held: first.length, fetched: first.length, saved: 0 });
  }, 120_000);

  test('makes the next version from what it holds, and says what that saved', async () => {
    const [before] = wanted;
    const second = Buffer.concat([
      first.subarray(0, 3 * mib),
      Buffer.from('a new feature'),
      first.subarray(3 * mib),
    ]);
    const ref = await hub.publish(second, 'linux/first_1.1_amd64.deb');
    await hub.makeDelta(before!, ref);
    await hub.need(site, [ref]);
    wanted = [ref];
    relay.wakeDelivery();
    await until('it is here', areHere(relay), { withinMs: 60_000 });
    const { cache } = await statusOf(relay);
    expect(cache.artifacts[0]?.saved_bytes).toBeGreaterThan(8 * mib);
    // What was made is what was published, byte for byte: the cache reads it again by its name.
    const { desk, connection } = await deviceDesk(hub.authorityFile, env, site, relay);
    const path = await fetchArtifact(ref, { desk, dir: join(dir, 'delta'), signal });
    expect((await readFile(path)).equals(second)).toBe(true);
    await connection.close();
  }, 120_000);

  test('takes a file that somebody brings, though the hub gives it out no more', async () => {
    const third = noise(5 * mib, 'third');
    const ref = await hub.publish(third, 'linux/third_1.0_amd64.deb');
    await hub.need(site, []);
    wanted = [ref];
    relay.wakeDelivery();
    await until('it is refused', async () => {
      const [item] = (await statusOf(relay)).cache.artifacts;
      return item?.state === 'refused' && item.detail === 'refused_403';
    });
    const stick = join(dir, 'stick.deb');
    await writeFile(stick, third);
    const said = await siteCommand(['artifact', 'take', stick], env);
    expect(said).toBe('linux/third_1.0_amd64.deb: 5.0 MiB taken, it is whole');
    expect(await siteCommand(['artifact', 'list'], env)).toMatch(/here, 5\.0 MiB of 5\.0 MiB/);
    const refused = `SELECT count(*)::int4 AS n FROM audit.entries
                      WHERE action = 'request.refused' AND detail->>'code' = 'not_needed'`;
    const { rows } = await hub.server.database.db.query<{ n: number }>(refused);
    expect(rows[0]!.n).toBeGreaterThan(0);
  }, 60_000);
});

test('a link that drops again and again carries each byte about once', async () => {
  const bytes = noise(12 * mib, 'dropped');
  const ref = await hub.publish(bytes, 'linux/dropped_1.0_amd64.deb');
  await using proxy = await startFaultProxy({
    target: () => hub.door.port,
    random: createRandom('drops'),
  });
  const env = {
    ...(await admitHome(hub, 'drops', join(dir, 'drops'))),
    EUCORA_HUB_DOOR_URL: `https://127.0.0.1:${proxy.port}`,
  };
  await hub.need('drops', [ref]);
  await using relay = await startRelay(readConfig(env), { wanted: () => [ref] });
  let drops = 0;
  let last = 0;
  await until(
    'it is here in spite of all',
    async () => {
      const { artifacts } = (await statusOf(relay)).cache;
      const held = artifacts[0]?.held_bytes ?? 0;
      if (held - last > mib && drops < 6) {
        last = held;
        drops += 1;
        proxy.reset();
      }
      return artifacts[0]?.state === 'here';
    },
    { withinMs: 90_000, everyMs: 20 },
  );
  expect(drops).toBeGreaterThan(1);
  // What was in flight when the link broke comes again, and nothing else.
  expect(proxy.bytes).toBeLessThan(bytes.length * 2);
}, 120_000);

test('a relay that is killed at any moment holds the artifact in the end, whole', async () => {
  const bytes = noise(24 * mib, 'killed');
  const ref = await hub.publish(bytes, 'linux/killed_1.0_amd64.deb');
  const home = join(dir, 'killed');
  const env = await admitHome(hub, 'killed', home);
  await hub.need('killed', [ref]);
  const said = [
    {
      sha256: toHex(ref.sha256),
      bytes: ref.bytes,
      targetPath: ref.targetPath,
      chunks: toHex(ref.chunkListSha256),
    },
  ];
  const file = join(dir, 'wanted.json');
  await writeFile(file, JSON.stringify(said));
  const program = join(import.meta.dirname, 'relay-life.ts');
  const random = createRandom('kills');
  const whole = join(home, 'cache', `${toHex(ref.sha256)}.art`);
  const isThere = async (): Promise<boolean> =>
    (await readdir(join(home, 'cache')).catch(() => [])).some((name) => whole.endsWith(name));
  let kills = 0;
  for (let life = 0; life < 12 && !(await isThere()); life += 1) {
    const child = spawn(process.execPath, [program, file], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    await Promise.race([
      until('it is whole', isThere, { withinMs: 60_000, everyMs: 50 }),
      new Promise((resolve) => setTimeout(resolve, random.between(300, 1_500))),
    ]);
    child.kill('SIGKILL');
    await ended;
    kills += 1;
  }
  expect(kills).toBeGreaterThan(1);
  await using relay = await startRelay(readConfig(env), { wanted: () => [ref] });
  await until('it is here', areHere(relay), { withinMs: 60_000 });
  const { desk, connection } = await deviceDesk(hub.authorityFile, env, 'killed', relay);
  const path = await fetchArtifact(ref, { desk, dir: join(dir, 'after'), signal });
  expect((await readFile(path)).equals(bytes)).toBe(true);
  await connection.close();
}, 180_000);
