import { authConnections, isInLife, type AuthConnection, type DeviceId } from '@eucora/protocol';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import type { RelayClock } from '../home/clock.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import type { TlsClient } from '../nats/tls.ts';
import { pause, Wakeup } from '../wakeup.ts';
import { parseConnectionName } from './gate.ts';
import type { Revocations } from './revocations.ts';

export interface SweepDeps {
  readonly url: string;
  /** Of the server's system account. */
  readonly seed: string;
  readonly tls: TlsClient;
  readonly revocations: Revocations;
  readonly clock: RelayClock;
  readonly log: Logger;
}

const pageSize = 256; // one answer stays well below what the server carries
const askMs = 10_000;

/** Whether a connection by this name ends: its device was revoked, or its certificate is too old. */
export function mayStay(
  name: string,
  isRevoked: (device: DeviceId) => boolean,
  nowLoMs: number,
): boolean {
  const known = parseConnectionName(name);
  if (!known) return true; // this relay's own
  return !isRevoked(known.device) && isInLife(known.issuedMs, nowLoMs);
}

/**
 * Ends connections whose reason to be there has ended: at once when a list of revocations comes, and
 * hourly for certificates that grew old while their device stayed connected.
 */
export class Sweep implements AsyncDisposable {
  readonly #deps: SweepDeps;
  readonly #connection: NatsConnection;
  readonly #stop = new AbortController();
  readonly #wakeup = new Wakeup();
  readonly #loop: Promise<void>;

  private constructor(deps: SweepDeps, connection: NatsConnection) {
    this.#deps = deps;
    this.#connection = connection;
    this.#loop = this.#run();
  }

  static async open(deps: SweepDeps): Promise<Sweep> {
    const connection = await connect({
      servers: deps.url,
      name: 'sweep',
      authenticator: nkeyAuthenticator(new TextEncoder().encode(deps.seed)),
      tls: { ...deps.tls },
      maxReconnectAttempts: -1,
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: limits.reconnectMsMin,
    });
    return new Sweep(deps, connection);
  }

  /** Looks now. */
  wake(): void {
    this.#wakeup.wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#wakeup.sleep(limits.sweepEveryMs, signal);
      if (signal.aborted) return;
      try {
        await this.sweep();
      } catch (error) {
        if (signal.aborted) return;
        this.#deps.log.warn(
          { err: error },
          'connections could not be looked through; trying again',
        );
        await pause(limits.sweepRetryMs, signal);
        this.#wakeup.wake();
      }
    }
  }

  /** Looks through all connections once; answers how many were ended. */
  async sweep(): Promise<number> {
    const { revocations, clock, log } = this.#deps;
    const isRevoked = (device: DeviceId): boolean => revocations.isDevice(device);
    const nowLoMs = clock.now().loMs;
    const { serverId, connections } = await this.#list();
    const ending = connections.filter(({ user }) => !mayStay(user, isRevoked, nowLoMs));
    for (const { cid, user } of ending) {
      await this.#ask(`$SYS.REQ.SERVER.${serverId}.KICK`, { cid });
      log.info({ connection: user }, 'a connection was ended: revoked, or too old');
    }
    return ending.length;
  }

  async #list(): Promise<{ serverId: string; connections: AuthConnection[] }> {
    const connections: AuthConnection[] = [];
    const serverId = this.#connection.info?.server_id ?? '';
    for (let offset = 0; ; offset += pageSize) {
      const page = { auth: true, limit: pageSize, offset, subscriptions: false };
      const answer = await this.#ask(`$SYS.REQ.SERVER.${serverId}.CONNZ`, page);
      const found = authConnections(answer);
      connections.push(...found);
      if (found.length < pageSize) return { serverId, connections };
    }
  }

  async #ask(subject: string, question: unknown): Promise<unknown> {
    const answer = await this.#connection.request(subject, JSON.stringify(question), {
      timeout: askMs,
    });
    return answer.json<unknown>();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#connection.close();
    await this.#loop;
  }
}
