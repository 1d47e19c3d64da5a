import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { createRandom } from '../kit/random.ts';
import { readSurroundings } from '../swarm/ticket.ts';

/** The two wires of the head office, each through a link that can be broken. */
export interface Links extends AsyncDisposable {
  /** From the relay to the hub's broker. */
  readonly hub: FaultProxy;
  /** From agents, real and simulated, to the relay's server. */
  readonly site: FaultProxy;
  /** What a constellation is started with, so that its relay and agent take the links. */
  readonly env: readonly string[];
  /** Where simulated devices connect. */
  readonly servers: readonly string[];
  /** The constellation is there: its ports are known. */
  leadTo(dataDir: string): void;
  heal(): void;
}

/** Opens both links; until they lead somewhere, whoever connects is reset. */
export async function openLinks(): Promise<Links> {
  let dataDir: string | undefined;
  const target = (name: string) => async (): Promise<number> => {
    if (dataDir === undefined) throw new Error('the link leads nowhere yet');
    return (await readSurroundings(dataDir)).ports[name] ?? 0;
  };
  const open = (name: string) =>
    startFaultProxy({ target: target(name), random: createRandom(name) });
  const [hub, site] = [await open('hub-nats'), await open('relay-hq-nats')];
  const servers = [`nats://127.0.0.1:${site.port}`];
  return {
    hub,
    site,
    servers,
    env: [
      `relay-hq:EUCORA_HUB_NATS_URL=tls://127.0.0.1:${hub.port}`,
      `agent:EUCORA_RELAY_URLS=${servers.join(',')}`,
    ],
    leadTo: (place) => (dataDir = place),
    heal() {
      hub.heal();
      site.heal();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([hub, site].map((link) => link[Symbol.asyncDispose]()));
    },
  };
}
