import {
  intermediateRenewMs,
  issuedOf,
  openRelayRequest,
  ProtocolError,
  readCertificate,
  subjects,
  type SiteId,
} from '@eucora/protocol';
import type { NatsConnection } from '@nats-io/transport-node';
import { ConfigError, errorText } from '../errors.ts';
import type { RelayClock } from '../home/clock.ts';
import { readIfThere } from '../home/files.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import { Wakeup } from '../wakeup.ts';
import type { Recertified } from './recertify.ts';
import type { Revocations } from './revocations.ts';
import type { SitePki } from './site-pki.ts';

export interface HubWordDeps {
  readonly site: SiteId;
  readonly requestPath: string;
  readonly addresses: readonly string[];
  readonly pki: () => SitePki;
  readonly revocations: Revocations;
  readonly recertified: Recertified;
  /** Whether this relay's certificate is by the hub's newest key. */
  readonly isByNewestKey: () => boolean;
  readonly clock: RelayClock;
  readonly log: Logger;
}

type Due = 'age' | 'hub key' | 'addresses';

/** What passes between this relay and its hub about the site's PKI, on a connection of the uplink. */
export class HubWord {
  readonly #deps: HubWordDeps;
  readonly #look = new Wakeup();

  constructor(deps: HubWordDeps) {
    this.#deps = deps;
  }

  /** Takes lists of revocations and asks for certificates that are due, until the connection ends. */
  async serve(connection: NatsConnection): Promise<void> {
    const { site, log } = this.#deps;
    connection.subscribe(subjects.downlink(site, 'revocations'), {
      callback: (error, message) => {
        if (error) log.warn({ err: error }, 'the subscription for revocations failed');
        else void this.#take(message.data);
      },
    });
    await this.#fetch(connection);
    void this.#askWhenDue(connection);
  }

  /** The hub signs with another key: its list is read once more, and it is asked for certificates. */
  async readAgain(connection: NatsConnection): Promise<void> {
    this.#look.wake();
    try {
      await this.#fetch(connection);
    } catch (error) {
      const text = errorText(error);
      this.#deps.log.debug({ error: text }, 'a list of revocations could not be fetched');
    }
  }

  async #fetch(connection: NatsConnection): Promise<void> {
    const subject = subjects.downlinkGet(this.#deps.site, 'revocations');
    const last = await connection.request(subject, '', { timeout: limits.publishTimeoutMs });
    if (!last.headers?.code && last.data.length > 0) await this.#take(last.data);
  }

  async #take(bytes: Uint8Array): Promise<void> {
    try {
      await this.#deps.revocations.take(bytes);
    } catch (error) {
      this.#deps.log.error({ err: error }, 'a list of revocations could not be kept');
    }
  }

  async #askWhenDue(connection: NatsConnection): Promise<void> {
    const ended = new AbortController();
    void connection.closed().then(() => ended.abort());
    while (!ended.signal.aborted) {
      try {
        const due = await this.#due();
        if (due) await this.#ask(connection, due);
      } catch (error) {
        if (ended.signal.aborted) return;
        const text = errorText(error);
        this.#deps.log.info({ error: text }, 'the hub gave no certificates yet; it is asked again');
      }
      await this.#look.sleep(limits.recertifyLookMs, ended.signal);
    }
  }

  /**
   * Why the hub is asked: the intermediate is a month old, the hub signs with another key by now, or
   * devices reach this relay elsewhere.
   */
  async #due(): Promise<Due | undefined> {
    const { pki, clock, addresses, requestPath } = this.#deps;
    const { serialNumber } = readCertificate(pki().certificates.issuer);
    const ageMs = clock.now().loMs - issuedOf(serialNumber);
    if (ageMs >= intermediateRenewMs) return 'age';
    if (!this.#deps.isByNewestKey()) return 'hub key';
    const told = await readIfThere(requestPath);
    return told && tells(told, addresses) ? undefined : 'addresses';
  }

  async #ask(connection: NatsConnection, why: Due): Promise<void> {
    const { recertified, site, log } = this.#deps;
    const { request, keys } = await recertified.prepare(why === 'age');
    const answer = await connection.request(subjects.recertify(site), request, {
      timeout: limits.publishTimeoutMs,
    });
    if (answer.data.length === 0) throw new ConfigError('the hub refused to certify this relay');
    await recertified.take(answer.data, keys);
    await recertified.noteTold(request);
    log.info({ why }, 'the hub certified this relay anew');
  }
}

function tells(request: Uint8Array, addresses: readonly string[]): boolean {
  try {
    return openRelayRequest(request).pki?.addresses.join(' ') === addresses.join(' ');
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}
