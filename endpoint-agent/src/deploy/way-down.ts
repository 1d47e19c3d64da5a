import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ProtocolError, type DeviceId, type EnrolmentTicket } from '@eucora/protocol';
import { fetchArtifact } from '../artifacts/fetch.ts';
import { keepArtifacts } from '../artifacts/tidy.ts';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import type { Config } from '../config.ts';
import { DesiredState, followDesired } from '../documents/desired-state.ts';
import type { Logger } from '../log.ts';
import { DeskUnavailableError, type Desk } from '../sender/desk.ts';
import { Deployer } from './deployer.ts';
import type { Executors } from './contract.ts';
import type { ArtifactSource } from './fetches.ts';
import type { DeployNote } from './note.ts';
import type { EventSink } from './outbox.ts';
import type { RunProgram } from './program.ts';
import type { TrustSource } from './trust/trust-store.ts';

export interface WayDownOptions {
  readonly config: Pick<
    Config,
    'home' | 'deploys' | 'trustRoot' | 'installRoot' | 'relayHome' | 'launched' | 'trial'
  >;
  /** The folder of the home's state. */
  readonly state: string;
  readonly ticket: Pick<EnrolmentTicket, 'site' | 'trustRootSha256'>;
  readonly deviceId: DeviceId;
  readonly sink: EventSink;
  readonly keeper: TimeKeeper;
  readonly logger: Logger;
  /** Ends this program in peace, so that its launcher starts the version that counts. */
  readonly startAnew: () => void;
  /** How often the relay is asked for documents and trust metadata. */
  readonly askEveryMs?: number;
}
/** Orders of this device's site, from the relay to the package manager. */
export interface WayDown {
  readonly note: DeployNote;
  /** Asks a relay for what is newer, until the connection ends. */
  atDesk(desk: Desk, signal: AbortSignal): Promise<void>;
  /** Carries out what is ordered, until aborted. */
  run(signal: AbortSignal): Promise<void>;
}

const askEveryMs = 60_000;
const askAgainMs = 2_000;

/** Opens what this device keeps of trust, orders and deployments. @throws UsageError */
export async function openWayDown(options: WayDownOptions): Promise<WayDown> {
  const { config, state, ticket, deviceId, sink, keeper, logger } = options;
  const { site, trustRootSha256 } = ticket;
  const line = new DeskLine(join(config.home, 'artifacts'));
  const deployer = await Deployer.open({
    folder: join(config.home, 'deploy'),
    // One on trial has yet to prove itself; what it was installed by is not to judge it.
    executors: config.deploys && config.trial === null ? executorsHere(options) : null,
    first: {
      file: config.trustRoot,
      sha256: trustRootSha256.length > 0 ? trustRootSha256 : null,
    },
    site,
    artifacts: line,
    sink,
    keeper,
    logger,
  });
  const { trust } = deployer;
  const root = () => trust.root;
  const desired = await DesiredState.open({
    path: join(state, 'desired'),
    site,
    deviceId,
    root,
    onDesired: (slice, manifest, approved) => deployer.onDesired(slice, manifest, approved),
    logger,
  });
  const refresh = async (): Promise<void> => {
    const before = trust.state;
    await deployer.refreshTrust(line);
    if (trust.state !== before) await desired.rootChanged();
  };
  const { askEveryMs: everyMs } = options;
  const asking = { deviceId, logger, ...(everyMs !== undefined && { askEveryMs: everyMs }) };
  return {
    get note() {
      return deployer.note;
    },
    atDesk: async (desk, signal) => {
      line.begin(desk);
      try {
        // Metadata first: without a root no document is anybody's word.
        await Promise.all([
          followTrust(refresh, () => trust.root !== undefined, asking, signal),
          followDesired(desk, { ...asking, state: desired, root }, signal),
        ]);
      } finally {
        line.end(desk);
        deployer.sourceGone();
      }
    },
    run: (signal) => deployer.run(signal),
  };
}

/** The installers of this machine, loaded when there is something to install. */
function executorsHere({ config, startAnew }: WayDownOptions) {
  return async (folder: string, run: RunProgram): Promise<Executors> => {
    const { executorsOf } = await import('./executors/index.ts');
    const { platform } = process;
    const { home, installRoot, relayHome, launched } = config;
    const packages = await executorsOf({ platform, run, folder, root: installRoot ?? undefined });
    const { relayExecutor } = await import('./executors/relay.ts');
    const relay = relayHome === null ? null : relayExecutor({ home: relayHome });
    const others = { ...packages, relay };
    // Without a launcher nobody would start the new version.
    if (!launched) return others;
    const { agentExecutor } = await import('./executors/agent.ts');
    return { ...others, agent: agentExecutor({ home, startAnew }) };
  };
}

/** Asks for trust metadata at once and then every minute or so, until aborted. */
async function followTrust(
  refresh: () => Promise<void>,
  isBorn: () => boolean,
  { logger, askEveryMs: everyMs = askEveryMs }: { logger: Logger; askEveryMs?: number },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await refresh();
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ err: error }, 'trust metadata could not be kept');
    }
    const restMs = isBorn() ? everyMs * (0.5 + Math.random()) : askAgainMs;
    await delay(restMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** The relay that is in reach, whichever it is: what is fetched goes on at the next one. */
class DeskLine implements TrustSource, ArtifactSource {
  readonly #dir: string;
  #desk: Desk | null = null;

  constructor(dir: string) {
    this.#dir = dir;
  }

  begin(desk: Desk): void {
    this.#desk = desk;
  }

  end(desk: Desk): void {
    if (this.#desk === desk) this.#desk = null;
  }

  #reach(): Desk {
    if (this.#desk) return this.#desk;
    throw new DeskUnavailableError('no relay is in reach');
  }

  fetchArtifact(...[ref, signal]: Parameters<ArtifactSource['fetchArtifact']>): Promise<string> {
    const desk: Pick<Desk, 'artifact' | 'chunks'> = {
      artifact: async (question) => this.#reach().artifact(question),
      chunks: async (artifact) => this.#reach().chunks(artifact),
    };
    return fetchArtifact(ref, { desk, dir: this.#dir, signal });
  }

  async keep(refs: Parameters<ArtifactSource['keep']>[0]): Promise<void> {
    await keepArtifacts(this.#dir, refs);
  }

  async trustFile(name: string, bytesMax: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = [];
    let offset = 0;
    for (;;) {
      const answer = await this.#reach().trust({ name, offset });
      if (!answer.held) {
        if (answer.retryAfterMs === 0) return null;
        throw new DeskUnavailableError(`the relay is asking for ${name} itself`);
      }
      if (answer.total > bytesMax) throw new ProtocolError('oversized', `${name} is too large`);
      parts.push(answer.bytes);
      offset += answer.bytes.length;
      if (offset >= answer.total) return Buffer.concat(parts);
      if (answer.bytes.length === 0) throw new DeskUnavailableError(`${name} ends early`);
    }
  }
}
