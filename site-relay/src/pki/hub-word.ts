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
import { pause } from '../wakeup.ts';
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
  readonly clock: RelayClock;
  readonly log: Logger;
}

/** What passes between this relay and its hub about the site's PKI, on a connection of the uplink. */
export class HubWord {
  readonly #deps: HubWordDeps;

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
    const subject = subjects.downlinkGet(site, 'revocations');
    const last = await connection.request(subject, '', { timeout: limits.publishTimeoutMs });
    if (!last.headers?.code && last.data.length > 0) await this.#take(last.data);
    void this.#askWhenDue(connection);
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
      await pause(limits.recertifyLookMs, ended.signal);
    }
  }

  /** Why the hub is asked: the intermediate is a month old, or devices reach this relay elsewhere. */
  async #due(): Promise<'age' | 'addresses' | undefined> {
    const { pki, clock, addresses, requestPath } = this.#deps;
    const { serialNumber } = readCertificate(pki().certificates.issuer);
    const ageMs = clock.now().loMs - issuedOf(serialNumber);
    if (ageMs >= intermediateRenewMs) return 'age';
    const told = await readIfThere(requestPath);
    return told && tells(told, addresses) ? undefined : 'addresses';
  }

  async #ask(connection: NatsConnection, why: 'age' | 'addresses'): Promise<void> {
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
