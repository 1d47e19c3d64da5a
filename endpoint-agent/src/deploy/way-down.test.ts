import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leaseDefaults, readReport, sealDesired, type DesiredItem } from '@eucora/protocol/desired';
import { sha256 } from '@eucora/protocol';
import { keyFor } from '@eucora/protocol/testing';
import { ed25519KeyObject, tufKeyId } from '@eucora/protocol/trust';
import { expect, test, vi } from 'vitest';
import { createTimeKeeper } from '../clock/time-keeper.ts';
import { silentLogger } from '../log.ts';
import { DeskUnavailableError, type Desk } from '../sender/desk.ts';
import { manualClock, tempDirectory, testDevice } from '../testing/builders.ts';
import { bodiesOf, memorySink } from '../testing/observing.ts';
import { buildDeb, makeDpkgRoot } from './testing/packages.ts';
import { TestPublisher } from './testing/orders.ts';
import { openWayDown, type WayDown } from './way-down.ts';

const director = keyFor('director');

/** Names the director in root, as the root holders do. */
function nameDirector(publisher: TestPublisher): void {
  const { repository } = publisher;
  const object = ed25519KeyObject(director.publicKey.raw);
  const set = { keyids: [tufKeyId(object)], threshold: 1 };
  repository.root['x-eucora'] = {
    keys: { [tufKeyId(object)]: object },
    director: set,
    approvers: set,
  };
  repository.publish('root');
}

/** A relay's desk in memory: what it holds it gives out, piece by piece. */
function deskOf(publisher: TestPublisher) {
  const relay = { generation: 0, isAway: false, items: [] as readonly DesiredItem[], asked: 0 };
  const reach = (): void => {
    relay.asked += 1;
    if (relay.isAway) throw new DeskUnavailableError('the relay is away');
  };
  const pathOf = (hash: Uint8Array) => publisher.paths.get(Buffer.from(hash).toString('hex')) ?? '';
  const desk: Pick<Desk, 'trust' | 'artifact' | 'chunks' | 'desired'> = {
    trust: async ({ name, offset }) => {
      reach();
      const bytes = await publisher.trustFile(name);
      const none = { bytes: new Uint8Array(0), total: 0, held: false, retryAfterMs: 0 };
      if (!bytes) return none;
      // Small pieces: a file is put together from several answers.
      return {
        ...none,
        bytes: bytes.subarray(offset, offset + 300),
        total: bytes.length,
        held: true,
      };
    },
    artifact: async ({ sha256: hash, offset, length }) => {
      reach();
      const bytes = (await readFile(pathOf(hash))).subarray(offset, offset + Math.min(length, 200));
      return { bytes, total: bytes.length, held: bytes.length, state: 'here', retryAfterMs: 0 };
    },
    chunks: async (hash) => {
      reach();
      return { hashes: sha256(await readFile(pathOf(hash))), retryAfterMs: 0 };
    },
    desired: async ({ generation }) => {
      reach();
      const held = relay.generation > 0;
      const nothing = { manifest: new Uint8Array(0), slice: new Uint8Array(0), proof: null, held };
      if (!held || generation >= relay.generation) return nothing;
      const issuedMs = publisher.repository.nowMs;
      const head = { site: 'hq', ledgerEpoch: 1, generation: relay.generation, issuedMs };
      const slices = [{ device: testDevice, items: relay.items }];
      const sealed = sealDesired(head, slices, leaseDefaults.air_gapped, null, [director]);
      return { manifest: sealed.manifest, ...sealed.slices.get(testDevice)!, held };
    },
  };
  return { relay, desk: desk as Desk };
}

test.skipIf(!existsSync('/usr/bin/dpkg'))(
  'from the desk to dpkg: root by the ticket, metadata, orders, bytes, and the word of it',
  async () => {
    await using folder = await tempDirectory();
    const root = await makeDpkgRoot(join(folder.path, 'root'));
    const publisher = new TestPublisher();
    const { relay, desk } = deskOf(publisher);
    const sink = memorySink();
    const clock = manualClock();
    const ticket = { site: 'hq', trustRootSha256: sha256(publisher.firstRoot) };
    nameDirector(publisher);
    const file = await buildDeb(folder.path, { name: 'hello', version: '1.0' });
    relay.items = [await publisher.publish(file, { name: 'hello', version: '1.0' })];
    const live = async (scene: (wayDown: WayDown) => Promise<void>): Promise<void> => {
      const stop = new AbortController();
      const wayDown = await openWayDown({
        config: {
          home: folder.path,
          deploys: true,
          trustRoot: null,
          installRoot: root,
          relayHome: null,
          launched: false,
          trial: null,
        },
        startAnew: () => undefined,
        state: folder.path,
        ticket,
        deviceId: testDevice,
        sink,
        keeper: createTimeKeeper(clock),
        logger: silentLogger,
        askEveryMs: 20,
      });
      const running = [wayDown.run(stop.signal), wayDown.atDesk(desk, stop.signal)];
      try {
        await scene(wayDown);
      } finally {
        stop.abort();
        await Promise.all(running);
      }
    };
    const steps = () => bodiesOf(sink, 'deployment_result').map((body) => readReport(body)?.step);
    await live(async (wayDown) => {
      await vi.waitFor(() => expect(wayDown.note.trust.root).toBe(2), 60_000);
      expect(wayDown.note).toMatchObject({ on: true, generation: null, packages: [] });
      relay.generation = 1;
      await vi.waitFor(() => expect(steps()).toContain('installed'), 60_000);
      expect(wayDown.note).toMatchObject({
        generation: 1,
        lease: 'fresh',
        packages: [{ name: 'hello', version: '1.0', phase: 'done' }],
      });
    });
    expect(bodiesOf(sink, 'attestation')).toHaveLength(1);
    // Without any relay the next agent knows what it keeps to, and has nothing to say.
    relay.isAway = true;
    const said = sink.events.length;
    await live(async (wayDown) => {
      const asked = relay.asked;
      await vi.waitFor(() => expect(relay.asked).toBeGreaterThan(asked + 4), 60_000);
      expect(wayDown.note).toMatchObject({ generation: 1, packages: [{ phase: 'done' }] });
    });
    expect(sink.events).toHaveLength(said);
  },
  120_000,
);
