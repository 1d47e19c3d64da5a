import { setTimeout as delay } from 'node:timers/promises';
import { startFaultProxy, type FaultProxy } from '../../kit/fault-proxy.ts';
import { createRandom } from '../../kit/random.ts';
import { readSurroundings } from '../../swarm/ticket.ts';

/** How the way between hub and relay is. */
export const linkKinds = ['clean', 'weak'] as const;
export type LinkKind = (typeof linkKinds)[number];

export const linkWords: Readonly<Record<LinkKind, string>> = {
  clean: 'a good link',
  weak: 'a link of 256 kbit/s that drops every 20 s, for 3 s',
};

const dropEveryMs = 20_000;
const droppedMs = 3_000;
/** Half of 256 kbit/s: the wires to the hub's broker and to its door share the link. */
const bytesPerSecond = 16_000;

/** The wires between the head office's relay and the hub. */
export interface HubLinks extends AsyncDisposable {
  readonly env: readonly string[];
  /** How often the link was dropped. */
  readonly drops: number;
  /** Bytes that have passed, both ways. */
  readonly bytes: number;
  /** Ports are known now. From here on the link is as bad as it is to be. */
  leadTo(dataDir: string): void;
}

/** Opens both wires; until they lead somewhere, whoever connects is reset. */
export async function openHubLinks(kind: LinkKind): Promise<HubLinks> {
  let dataDir: string | undefined;
  const target = (name: string) => async (): Promise<number> => {
    if (dataDir === undefined) throw new Error('the link leads nowhere yet');
    return (await readSurroundings(dataDir)).ports[name] ?? 0;
  };
  const open = (name: string) =>
    startFaultProxy({ target: target(name), random: createRandom(name) });
  const wires: readonly FaultProxy[] = [await open('hub-nats'), await open('hub-door')];
  const [broker, door] = wires;
  const stop = new AbortController();
  let drops = 0;
  const dropping = async (): Promise<void> => {
    for (;;) {
      await delay(dropEveryMs, undefined, { signal: stop.signal });
      for (const wire of wires) wire.reset();
      for (const wire of wires) wire.change({ route: 'half-open' });
      drops += 1;
      await delay(droppedMs, undefined, { signal: stop.signal });
      for (const wire of wires) {
        wire.heal();
        wire.change({ bytesPerSecond });
      }
    }
  };
  let dropped: Promise<void> = Promise.resolve();
  return {
    env: [
      `relay-hq:EUCORA_HUB_NATS_URL=tls://127.0.0.1:${broker?.port}`,
      `relay-hq:EUCORA_HUB_DOOR_URL=https://127.0.0.1:${door?.port}`,
    ],
    get drops() {
      return drops;
    },
    get bytes() {
      return wires.reduce((sum, { bytes }) => sum + bytes, 0);
    },
    leadTo(place) {
      dataDir = place;
      if (kind === 'clean') return;
      for (const wire of wires) wire.change({ bytesPerSecond });
      // Ended by the signal.
      dropped = dropping().catch(() => undefined);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await dropped;
      await Promise.all(wires.map((wire) => wire[Symbol.asyncDispose]()));
    },
  };
}
