import { join } from 'node:path';
import {
  askForAdmission,
  createDesk,
  createMachineClock,
  createTimeKeeper,
  DeskUnavailableError,
  openSpool,
  Sender,
  silentLogger,
  type Desk,
  type OutgoingBatch,
  type Spool,
  type SpoolOptions,
} from '@eucora/endpoint-agent';
import { deviceIdOf, generateKeyPair, subjects, type DeviceEvent } from '@eucora/protocol';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../kit/until.ts';
import { startSite, type TestSite } from './site.ts';

/** A device as the agent is one, with a spool on disk. */
class Device implements AsyncDisposable {
  readonly key = generateKeyPair();
  readonly deviceId = deviceIdOf(this.key.publicKey.raw);
  readonly keeper = createTimeKeeper(createMachineClock());
  readonly connection: NatsConnection;
  readonly desk: Desk;
  readonly #directory: string;
  readonly #lineage: SpoolOptions['lineage'];
  #spool: Spool | null = null;

  private constructor(connection: NatsConnection, site: TestSite) {
    this.connection = connection;
    this.desk = createDesk(connection, site.site);
    this.#directory = join(site.directory, `spool-${this.deviceId}`);
    let kept: Awaited<ReturnType<SpoolOptions['lineage']['read']>> = null;
    this.#lineage = {
      read: async () => kept,
      write: async (lineage) => {
        kept = lineage;
      },
    };
  }

  static async enrol(site: TestSite): Promise<Device> {
    const ticket = await site.ticket();
    const connection = await connect({
      servers: [...ticket.urls],
      authenticator: nkeyAuthenticator(new TextEncoder().encode(ticket.natsSeed)),
      inboxPrefix: subjects.deviceInbox,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 50,
    });
    const device = new Device(connection, site);
    const { key, keeper } = device;
    await askForAdmission(device.desk, { ticket, key, keeper, simulatedRun: 'void-chain' });
    return device;
  }

  get spool(): Spool {
    if (!this.#spool) throw new Error('the spool is not open');
    return this.#spool;
  }

  /** Opens the spool, again when it is open. Files are small, so that a drop takes whole ones. */
  async open(bytesMax: number): Promise<Spool> {
    await this.#spool?.[Symbol.asyncDispose]();
    this.#spool = await openSpool({
      directory: this.#directory,
      storeKey: Buffer.alloc(32, 1),
      deviceId: this.deviceId,
      key: this.key,
      keeper: this.keeper,
      lineage: this.#lineage,
      logger: silentLogger,
      bounds: { bytesMax, fileBytesMax: 30_000, logBytesMax: 30_000 },
    });
    return this.#spool;
  }

  /** Appends so many metrics, cut into batches of at most 500. */
  async append(count: number): Promise<void> {
    for (let from = 0; from < count; from += 500) {
      const events = Array.from({ length: Math.min(500, count - from) }, (): DeviceEvent => {
        const value = Math.random();
        return { at: this.keeper.now(), body: { kind: 'metric', name: 'm', labels: null, value } };
      });
      await this.spool.append(events);
      await this.spool.flush();
    }
  }

  /** Sends until nothing waits, or until a batch that `last` is waiting for is acknowledged. */
  async send(
    last: (batch: OutgoingBatch) => boolean = () => false,
    desk: Desk = this.desk,
    stop = new AbortController(),
  ): Promise<OutgoingBatch[]> {
    const sent: OutgoingBatch[] = [];
    const sender = new Sender({
      outbox: this.spool,
      desk,
      logger: silentLogger,
      signal: stop.signal,
      enrol: async () => undefined,
      random: () => 0,
      onForwarded: (batch) => {
        sent.push(batch);
        if (last(batch)) stop.abort();
      },
    });
    const running = sender.run();
    try {
      await until(
        'the relay has what waits',
        () => stop.signal.aborted || this.spool.stats().waiting === 0,
        { withinMs: 15_000, everyMs: 20 },
      );
    } finally {
      stop.abort();
      await running;
    }
    return sent;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#spool?.[Symbol.asyncDispose]();
    await this.connection.close();
  }
}

describe('a stream with voids, from the spool to the journal', () => {
  let site: TestSite;
  let device: Device;

  beforeEach(async () => {
    site = await startSite();
    device = await Device.enrol(site);
  });
  afterEach(async () => {
    await device[Symbol.asyncDispose]();
    await site[Symbol.asyncDispose]();
  });

  async function restart(): Promise<void> {
    await site.restart();
    // What is asked before the device has noticed would wait for an answer that never comes.
    await until('the device is connected again', async () => {
      await device.connection.flush();
      return true;
    });
  }

  /** Everything that the relay knows of the device's metrics. */
  const streams = () =>
    [...site.relay.journals.current.streams.values()].filter(({ lane }) => lane === 'bulk');

  function expectOneHistory(accepted: number): void {
    expect(streams()).toHaveLength(1);
    expect(streams()[0]).toMatchObject({
      incarnation: device.spool.incarnation,
      durable: { through: accepted },
      evidence: { count: 0 },
    });
  }

  test('goes on behind what was dropped, live and after the relay began anew', async () => {
    await device.open(150_000);
    const { incarnation } = device.spool;
    await device.append(1_000);
    await device.send();
    await device.append(20_000); // several times what the spool may hold
    const voids = (await device.send((batch) => batch.isVoid)).filter((batch) => batch.isVoid);
    expect(voids).toHaveLength(1);
    // The next batch names what the void replaced: known from the journal's files …
    await restart();
    await device.send((batch) => batch.isVoid);
    // … and from the checkpoint at the head of a file in which the void is not.
    await restart();
    await restart();
    const rest = await device.send();
    expect(rest.some((batch) => !batch.isVoid)).toBe(true);
    expectOneHistory(21_000);
    await device.append(500);
    await device.send();
    expectOneHistory(21_500);
    expect(device.spool.incarnation).toBe(incarnation);
  });

  test('goes on when a void covers what the relay has while its answer was lost', async () => {
    await device.open(10_000_000);
    await device.append(500);
    await device.send();
    await device.append(6_000);
    const { incarnation } = device.spool;
    const gone = new AbortController();
    await device.send(undefined, losesItsAnswer(device.desk, gone), gone);
    expect(streams()[0]?.durable?.through).toBe(1_000);
    expect(device.spool.stats().lanes.bulk.forwarded).toBe(500);
    await device.open(50_000); // and in its new life it must drop
    await device.append(500);
    const sent = await device.send();
    expect(sent[0]).toMatchObject({ first: 501, isVoid: true });
    expect(sent[0]!.last).toBeGreaterThan(1_000);
    expect(device.spool.incarnation).toBe(incarnation);
    expectOneHistory(7_000);
  });
});

/** A desk which takes one batch, and whose answer never comes: `gone` is aborted in its place. */
function losesItsAnswer(desk: Desk, gone: AbortController): Desk {
  return {
    ...desk,
    deliver: async (delivery) => {
      await desk.deliver(delivery);
      gone.abort();
      throw new DeskUnavailableError('the answer was lost');
    },
  };
}
