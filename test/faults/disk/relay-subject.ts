import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  exportSeed,
  importPrivateKey,
  lanes,
  readBatch,
  toHex,
  type Lane,
  type ReadBatch,
} from '@eucora/protocol';
import {
  admittedHome,
  RelayCore,
  ScriptedDevice,
  type HeldBatch,
} from '@eucora/site-relay/testing';
import { Courier, CourierError } from './courier.ts';
import type { Said } from './said.ts';
import type { DiskSubject, Verdict } from './subject.ts';

/** What the harness knows of a relay's past, from outside of it. */
interface Past {
  readonly couriers: Map<string, Courier>;
  readonly cut: Map<string, ReadBatch>;
  readonly acked: Set<string>;
  readonly atHub: Set<string>;
  readonly ended: readonly Said[];
}
type Lost = RelayCore['notes']['lost'];

function pastOf(said: readonly Said[]): Past {
  const past: Past & { ended: Said[] } = {
    couriers: new Map(),
    cut: new Map(),
    acked: new Set(),
    atHub: new Set(),
    ended: [],
  };
  for (const one of said) {
    if (one.say === 'device') {
      const key = importPrivateKey(Buffer.from(one.seed, 'hex'));
      const device = new ScriptedDevice(one.incarnation, null, key);
      past.couriers.set(device.deviceId, new Courier(device));
    } else if (one.say === 'cut') {
      const batch = readBatch(Buffer.from(one.bytes, 'base64'));
      past.cut.set(toHex(batch.hash), batch);
      past.couriers.get(batch.deviceId)?.add(batch);
    } else if (one.say === 'acked') {
      const batch = past.cut.get(one.hash);
      if (!batch) continue;
      const { relay: relayId, journal: incarnation, position } = one;
      past.acked.add(one.hash);
      past.couriers.get(batch.deviceId)?.remember(batch, { relayId, incarnation, position });
    } else if (one.say === 'told') {
      past.couriers.get(one.device)?.rememberTold(one.lane, one.through);
    } else if (one.say === 'hub') {
      for (const hash of one.hashes) past.atHub.add(hash);
    } else if (one.say === 'ended') {
      past.ended.push(one);
    }
  }
  return past;
}

const eventsOf = (batches: Iterable<ReadBatch>): number =>
  [...batches].reduce((sum, { count }) => sum + count, 0);

/** Every device has something new to send, and with it shows the newest position that it saw. */
function sayMore(past: Past): void {
  for (const courier of past.couriers.values()) {
    for (const lane of lanes) {
      const tail = courier.tail(lane);
      const [first, hash] = tail ? [tail.last + 1, tail.hash] : [1, new Uint8Array(0)];
      const batch = courier.device.cutAt(lane, first, hash, 1);
      past.cut.set(toHex(batch.hash), batch);
      courier.add(batch);
    }
  }
}

/** What is held must be what was cut. */
function faultsOfHeld(held: readonly HeldBatch[], past: Past): string[] {
  return held.flatMap(({ lane, batch }) => {
    const what = `${lane} ${batch.first}-${batch.last} of ${batch.deviceId}`;
    return past.cut.has(toHex(batch.hash)) ? [] : [`the journal holds ${what}, which nobody cut`];
  });
}

/** The same bytes twice in one journal: the hub tells them apart by their hash, they cost room. */
function heldTwice(held: readonly HeldBatch[]): string[] {
  const seen = new Set<string>();
  return held.flatMap(({ journal, lane, batch }) => {
    const key = `${journal} ${toHex(batch.hash)}`;
    if (seen.has(key)) return [`again ${lane} ${batch.first}-${batch.last} of ${batch.deviceId}`];
    seen.add(key);
    return [];
  });
}

/** Ranges named as lost must have been in use and be gone: a loss that is none is a lie as well. */
function faultsOfLost(lost: Lost, held: readonly HeldBatch[], past: Past): string[] {
  const has = (batches: Iterable<ReadBatch>, lane: Lane, device: string, n: number): boolean =>
    [...batches].some(
      (one) => one.lane === lane && one.deviceId === device && one.first <= n && n <= one.last,
    );
  return lost.flatMap(({ lane, deviceId, first, last }) => {
    const faults: string[] = [];
    const batches = held.map(({ batch }) => batch);
    for (let n = first; n <= last; n += 1) {
      const what = `${lane} ${n} of ${deviceId} is named as lost`;
      if (!has(past.cut.values(), lane, deviceId, n)) faults.push(`${what} and never was`);
      if (has(batches, lane, deviceId, n)) faults.push(`${what} and is there`);
    }
    return faults;
  });
}

/** What was acknowledged, is neither at the hub nor here, and lies under no named range. */
function unnamed(past: Past, held: readonly HeldBatch[], lost: Lost): ReadBatch[] {
  const here = new Set(held.map(({ batch }) => toHex(batch.hash)));
  return [...past.acked].flatMap((hash) => {
    const batch = past.cut.get(hash);
    if (!batch || here.has(hash) || past.atHub.has(hash)) return [];
    const named = lost.some(
      ({ lane, deviceId, first, last }) =>
        lane === batch.lane &&
        deviceId === batch.deviceId &&
        first <= batch.first &&
        batch.last <= last,
    );
    return named ? [] : [batch];
  });
}

function namedBy(core: RelayCore): string[] {
  const { damage, lost, tornBytes } = core.notes;
  const torn = tornBytes > 0 ? [`an interrupted write of ${tornBytes} bytes was cut off`] : [];
  return [
    ...damage.map(({ offset, end, reason, held }) => `${reason} ${offset}-${end} ${held}`.trim()),
    ...lost.map(({ lane, deviceId, first, last }) => `lost ${lane} ${first}-${last} ${deviceId}`),
    ...torn,
  ];
}

/** Lets every device come back with something new, and looks whether the relay then has it all. */
async function bringBack(core: RelayCore, past: Past): Promise<string[]> {
  sayMore(past);
  const faults: string[] = [];
  const turns = [...past.couriers.values()].map(async (courier) => {
    try {
      if (!(await courier.push(core, 50))) faults.push('a device is told to wait for ever');
    } catch (error) {
      if (!(error instanceof CourierError)) throw error;
      faults.push(error.message);
    }
  });
  await Promise.all(turns);
  return faults;
}

async function judge(root: string, said: readonly Said[]): Promise<Verdict> {
  const past = pastOf(said);
  const home = join(root, 'relay');
  const accepted = eventsOf(past.cut.values());
  const before = new Set(past.cut.keys());
  const faults: string[] = past.ended.flatMap((one) =>
    one.say === 'ended' && !/^(DiskError|JournalError)$/.test(one.name)
      ? [`the relay ended with ${one.name}: ${one.why}`]
      : [],
  );
  const named: string[] = [];
  let arrived = 0;
  let missed: readonly ReadBatch[] = [];
  {
    await using core = await RelayCore.open(home);
    named.push(...namedBy(core));
    const { lost } = core.notes;
    const found = await core.held();
    faults.push(...faultsOfLost(lost, found, past));
    missed = unnamed(past, found, lost);
    faults.push(...(await bringBack(core, past)));
    await core.seal();
    const held = await core.held();
    faults.push(...faultsOfHeld(held, past));
    named.push(...heldTwice(held));
    const here = new Set(held.map(({ batch }) => toHex(batch.hash)));
    const there = [...before].filter((hash) => here.has(hash) || past.atHub.has(hash));
    arrived = eventsOf(there.flatMap((hash) => past.cut.get(hash) ?? []));
    for (const hash of before) {
      const batch = past.cut.get(hash);
      if (!batch || here.has(hash) || past.atHub.has(hash)) continue;
      const range = `${batch.lane} ${batch.first}-${batch.last} of ${batch.deviceId}`;
      faults.push(`${range} is neither here nor at the hub`);
    }
  }
  // What came back was told apart by its position: it is healed, not silently gone.
  const healed = missed.map(({ lane, first, last }) => `forgotten ${lane} ${first}-${last}`);
  healed.push(...named.filter((text) => text.startsWith('lost ')));
  await using again = await RelayCore.open(home);
  if (again.notes.reopened) faults.push('the next start begins yet another journal');
  return { accepted, arrived, voided: 0, named, healed, faults };
}

/** A relay's journal, receipts and clock. */
export const relaySubject: DiskSubject = {
  name: 'relay',
  program: join(import.meta.dirname, 'relay-worker.ts'),
  data: /^relay\/(journal\/|receipt$|clock$)/,
  remedies: /^(NotInitialisedError|NotAdmittedError|ConfigError|DiskError): /,
  async prepare(root) {
    const { hub } = await admittedHome(join(root, 'relay'));
    await writeFile(join(root, 'hub-key'), exportSeed(hub.key.object));
  },
  judge,
};
