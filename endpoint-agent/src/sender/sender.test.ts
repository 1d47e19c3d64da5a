import { cp } from 'node:fs/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { readBatch, type ReadBatch } from '@eucora/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTimeKeeper } from '../clock/time-keeper.ts';
import { createMachineClock } from '../clock/machine-clock.ts';
import { silentLogger } from '../log.ts';
import { MemorySpool } from '../spool/memory-spool.ts';
import { metric, openTestSpool, tempDirectory, testDevice, testKey } from '../testing/builders.ts';
import { startNats, type TestNats } from '../testing/nats.ts';
import { serveDesk, type ScriptedRelay } from '../testing/scripted-relay.ts';
import { createDesk, DeskUnavailableError, type RequestPort } from './desk.ts';
import type { Outbox } from './outbox.ts';
import { Sender, type SenderOptions } from './sender.ts';

const site = 'hq';
let nats: TestNats;
let relayLine: NatsConnection;
let deviceLine: NatsConnection;

beforeAll(async () => {
  nats = await startNats(site);
  deviceLine = await nats.connectDevice();
});
afterAll(async () => {
  await deviceLine?.close();
  await nats?.[Symbol.asyncDispose]();
});

/** Runs a sender against a scripted relay while `scene` plays. */
async function play(
  outbox: Outbox,
  scene: (relay: ScriptedRelay, sender: Sender) => Promise<void>,
  options: { port?: RequestPort } & Partial<SenderOptions> = {},
): Promise<void> {
  relayLine = await nats.connectRelay();
  const relay = serveDesk(relayLine, site, testKey.publicKey);
  await relayLine.flush();
  const stop = new AbortController();
  const sender = new Sender({
    outbox,
    desk: createDesk(options.port ?? deviceLine, site),
    logger: silentLogger,
    signal: stop.signal,
    enrol: async () => undefined,
    random: () => 0,
    ...options,
  });
  const running = sender.run();
  try {
    await scene(relay, sender);
  } finally {
    stop.abort();
    await running;
    await relayLine.close();
  }
}
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const until = (what: () => unknown) => vi.waitFor(() => expect(what()).toBe(true), 15_000);

describe('a sender with a real spool and a real broker', () => {
  test('delivers everything once and trims what the hub committed', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path);
    await spool.append(upTo(2_500).map((n) => metric(n)));
    await spool.flush();
    await play(spool, async (relay) => {
      await until(() => spool.stats().waiting === 0);
      relay.committedThrough = 2_500;
      await spool.append([metric(2_500)]);
      await spool.flush();
      await until(() => spool.stats().waiting === 0);
      expect(relay.metrics()).toEqual(upTo(2_501));
      expect(relay.duplicates).toBe(0);
      expect(relay.offers.at(-1)?.seen?.position).toBe(3); // echoes where it last stood
      await until(() => spool.stats().lanes.bulk.committed === 2_500);
    });
  });

  test.each([true, false])(
    'offers each batch unless the answer before granted it (relay grants ahead: %s)',
    async (carriesGrants) => {
      await using home = await tempDirectory();
      await using spool = await openTestSpool(home.path);
      await spool.append(upTo(3_500).map((n) => metric(n)));
      await spool.flush();
      await play(spool, async (relay) => {
        relay.carriesGrants = carriesGrants;
        await until(() => spool.stats().waiting === 0);
        expect(relay.metrics()).toEqual(upTo(3_500));
        expect(relay.offers.length).toBe(carriesGrants ? 1 : 4);
      });
    },
  );

  test('takes a lost answer for what it may be, and sends the same bytes again', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path);
    await spool.append(upTo(10).map((n) => metric(n)));
    await spool.flush();
    const impatient: RequestPort = {
      request: (subject, payload) => deviceLine.request(subject, payload, { timeout: 200 }),
    };
    await play(
      spool,
      async (relay) => {
        relay.loseAnswers = 1;
        await until(() => spool.stats().waiting === 0);
        expect(relay.metrics()).toEqual(upTo(10));
        expect(relay.duplicates).toBe(1);
      },
      { port: impatient },
    );
  });

  test('waits as long as a busy relay asks, and asks to be enrolled when it is unknown', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path);
    const enrol = vi.fn<() => Promise<void>>(async () => undefined);
    await play(
      spool,
      async (relay) => {
        relay.script.push(() => ({ grant: 0, retryAfterMs: 300, detail: 'busy' }));
        relay.script.push(() => ({ grant: 0, refused: 'unknown_device' }));
        const began = performance.now();
        await spool.append([metric(1)]);
        await spool.flush();
        await until(() => spool.stats().waiting === 0);
        expect(performance.now() - began).toBeGreaterThanOrEqual(300);
        expect(enrol).toHaveBeenCalledTimes(1);
        expect(relay.offers.length).toBe(3);
      },
      { enrol },
    );
  });

  test('offers again from the commit mark when the relay has a new journal', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path);
    await spool.append(upTo(3_000).map((n) => metric(n)));
    await play(spool, async (relay) => {
      relay.committedThrough = 1_000;
      await until(() => spool.stats().waiting === 0);
      relay.forget();
      await spool.append([metric(3_000)]);
      await spool.flush();
      await until(() => relay.metrics().length === 2_001);
      expect(relay.metrics()).toEqual(upTo(3_001).slice(1_000));
      expect(relay.journal[0]?.first).toBe(1_001);
    });
  });

  test('offers again what a relay lost without knowing that it lost anything', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path);
    await spool.append(upTo(3_000).map((n) => metric(n)));
    await play(spool, async (relay) => {
      await until(() => spool.stats().waiting === 0);
      relay.loseRecords();
      await spool.append([metric(3_000)]);
      await spool.flush();
      await until(() => relay.metrics().length === 3_001);
      expect(relay.metrics()).toEqual(upTo(3_001));
    });
  });

  test('a spool restored from an old copy begins a new incarnation with what is new', async () => {
    await using home = await tempDirectory();
    await using copy = await tempDirectory();
    {
      await using spool = await openTestSpool(home.path);
      await spool.append(upTo(5).map((n) => metric(n)));
      await spool.flush();
    }
    await cp(home.path, copy.path, { recursive: true });
    const known: ReadBatch[] = [];
    await using spool = await openTestSpool(home.path);
    await play(spool, async (relay) => {
      await spool.append(upTo(2_000).map((n) => metric(5 + n)));
      await spool.flush();
      await until(() => spool.stats().waiting === 0);
      known.push(...relay.journal);
    });
    await using restored = await openTestSpool(copy.path);
    await play(restored, async (relay) => {
      relay.journal.push(...known);
      relay.keepsUnknown = true;
      await restored.append([metric(-1), metric(-2)]);
      await restored.flush();
      await until(() => restored.stats().waiting === 0);
      expect(relay.metrics()).toEqual([...upTo(2_005), -1, -2]);
      const moved = relay.journal.at(-1);
      expect(moved?.incarnation).toBe(restored.incarnation);
      expect(moved?.parent).toMatchObject({ incarnation: spool.incarnation, lastSeq: 5 });
    });
  });

  test('begins a new incarnation behind a conflict and tells there what was not acknowledged', async () => {
    await using home = await tempDirectory();
    await using clone = await tempDirectory();
    await using spool = await openTestSpool(home.path);
    await using other = await openTestSpool(clone.path);
    await spool.append(upTo(5).map((n) => metric(n)));
    await spool.flush();
    // A restored image: the same key and incarnation, but another history under the same numbers.
    const mine = await spool.nextOutgoing('bulk');
    await other.append([metric(99)]);
    await other.flush();
    const theirs = await other.nextOutgoing('bulk');
    if (!mine || !theirs) throw new Error('nothing to send');
    await play(spool, async (relay) => {
      relay.journal.push({ ...readBatch(theirs.bytes), incarnation: mine.incarnation });
      await until(() => spool.stats().waiting === 0);
      expect(spool.incarnation).not.toBe(mine.incarnation);
      const moved = relay.journal.filter((batch) => batch.incarnation === spool.incarnation);
      expect(moved[0]?.parent).toMatchObject({ incarnation: mine.incarnation, lastSeq: 0 });
      expect(relay.metrics().toSorted((a, b) => a - b)).toEqual([...upTo(5), 99]);
    });
  });

  test('gives up what a relay refuses for ever, and what comes behind it continues the chain', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path);
    await spool.append(upTo(3_000).map((n) => metric(n)));
    await spool.flush();
    const clock = { ms: 0 };
    const givenUp: string[] = [];
    const onGivenUp: SenderOptions['onGivenUp'] = (batch, code) =>
      void givenUp.push(`${batch.lane} ${batch.first}-${batch.last} ${code}`);
    await play(
      spool,
      async (relay, sender) => {
        let tries = 0;
        relay.refuses = (batch) => {
          if (batch.first !== 1_001 || batch.void) return null;
          tries += 1;
          clock.ms += 30_000;
          return 'malformed';
        };
        await until(() => {
          sender.retryNow();
          return spool.stats().waiting === 0;
        });
        expect(tries).toBe(3);
        expect(givenUp).toEqual(['bulk 1001-2000 malformed']);
        expect(relay.metrics()).toEqual([...upTo(1_000), ...upTo(3_000).slice(2_000)]);
        expect(relay.journal[1]).toMatchObject({
          first: 1_001,
          last: 2_000,
          void: { reason: 'refused_by_policy', kinds: [{ kind: 4, count: 1_000 }] },
        });
        await spool.append([metric(3_000)]);
        await spool.flush();
        await until(() => relay.metrics().at(-1) === 3_000);
      },
      { nowMs: () => clock.ms, onGivenUp },
    );
  });

  test('is quiet while the broker is away and catches up when it is back', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path);
    const requests = { count: 0 };
    const port: RequestPort = {
      request: (subject, payload) => {
        requests.count += 1;
        return deviceLine.request(subject, payload, { timeout: 200 });
      },
    };
    await play(
      spool,
      async (relay, sender) => {
        await nats.stop();
        await spool.append(upTo(1_000).map((n) => metric(n)));
        await vi.waitFor(() => expect(requests.count).toBeGreaterThan(1), 10_000);
        expect(requests.count).toBeLessThan(10);
        await nats.start();
        await vi.waitFor(() => deviceLine.flush(), 10_000);
        await vi.waitFor(() => relayLine.flush(), 10_000);
        sender.retryNow();
        await until(() => spool.stats().waiting === 0);
        expect(relay.metrics()).toEqual(upTo(1_000));
      },
      { port },
    );
  });
});

describe('devices in memory', () => {
  test('use the same cutter and sender', async () => {
    const keeper = createTimeKeeper(createMachineClock());
    using device = new MemorySpool({ deviceId: testDevice, key: testKey, keeper });
    await play(device, async (relay) => {
      device.append(upTo(1_200).map((n) => metric(n, keeper.now())));
      device.flush();
      await until(() => device.idle);
      expect(relay.metrics()).toEqual(upTo(1_200));
      expect(device.marks().bulk).toMatchObject({ accepted: 1_200, forwarded: 1_200 });
    });
  });

  test('nobody at the desk is said as such', async () => {
    const desk = createDesk(deviceLine, 'elsewhere');
    await expect(desk.enrol(new Uint8Array(1))).rejects.toThrow(DeskUnavailableError);
  });
});
