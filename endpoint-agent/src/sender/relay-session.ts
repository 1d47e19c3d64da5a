import { setTimeout as delay } from 'node:timers/promises';
import type {
  EnrolmentTicket,
  HubKeyChain,
  PrivateKey,
  SecurityBody,
  SiteCredential,
} from '@eucora/protocol';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import type { TlsFiles } from '../config.ts';
import { askForAdmission, type Admission } from '../enrol.ts';
import type { StoredEnrolment } from '../enrolment-file.ts';
import { EnrolmentRefusedError } from '../errors.ts';
import type { DeviceHubKeys } from '../hub-keys/hub-keys.ts';
import type { Logger } from '../log.ts';
import { connectRelay } from './connection.ts';
import { createDesk, type Desk } from './desk.ts';
import type { OutgoingBatch } from './outbox.ts';
import { Sender } from './sender.ts';
import type { Spool } from '../spool/spool.ts';
import { SiteCertificates, type SiteAccess } from '../tls/site-certificates.ts';

export interface RelaySessionOptions {
  readonly enrolment: StoredEnrolment;
  readonly relayUrls: readonly string[] | null; // in the place of the ticket's
  readonly tls: TlsFiles | null;
  /** Where the site has certificates: this device's. */
  readonly site: SiteAccess | null;
  readonly reconnectWindowMs: number;
  readonly key: PrivateKey;
  readonly keeper: TimeKeeper;
  readonly spool: Spool;
  readonly logger: Logger;
  readonly keep: (renewed: StoredEnrolment) => Promise<void>;
  /** The hub's keys, which answers of relays may bring. */
  readonly hubKeys: Pick<DeviceHubKeys, 'chain' | 'take'>;
  /** What else is done at each relay, until the connection ends. */
  readonly atDesk?: (desk: Desk, signal: AbortSignal) => Promise<void>;
}

/**
 * What is said of a batch that was given up. Nothing in the urgent lane, where the saying would be
 * refused as well and be said again for ever: there the void alone names the loss.
 */
export function givenUpEvent(batch: OutgoingBatch, code: string, why: string): SecurityBody | null {
  const { lane, first, last } = batch;
  if (lane === 'urgent') return null;
  const detail = `${lane} ${first}-${last} of ${batch.incarnation} (${code}): ${why}`.slice(0, 500);
  return { kind: 'security', code: 'batch_given_up', severity: 'warning', detail };
}

const drainMs = 5_000;
const refusedAgainMs = 300_000;
/** So many windows after a loss a device without certificates asks anew why it is not let in. */
const windowsUntilAnew = 5;

/**
 * Being in touch with the site's relay: connects, stays connected, is enrolled again, and runs the
 * `Sender` (`sender.ts`) on the spool's batches meanwhile.
 */
export class RelaySession {
  readonly #options: RelaySessionOptions;
  #enrolment: StoredEnrolment;
  #connected = false;
  #trouble: string | null = null;
  #forwarded = Promise.withResolvers<void>();
  #renewal: Promise<void> | null = null;
  readonly #certificates: SiteCertificates | null;

  constructor(options: RelaySessionOptions) {
    this.#options = options;
    this.#enrolment = options.enrolment;
    const { site, enrolment, key, keeper, logger } = options;
    const { ticket } = enrolment;
    const hubPublic = (): Uint8Array => this.#enrolment.credential.hubPublic;
    const hubKeys = (): HubKeyChain | undefined => options.hubKeys.chain;
    const onRenewed = (granted: Admission): Promise<void> => this.#keep(ticket, granted);
    const asks = { ticket, hubPublic, hubKeys, key, keeper, logger, onRenewed };
    this.#certificates = site && new SiteCertificates(site, asks);
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Why this device is not let in, with what to do; null when nothing is known to be wrong. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** Whom this site believes, as last confirmed by its relay. */
  get credential(): SiteCredential {
    return this.#enrolment.credential;
  }

  /** Resolves when aborted and nothing is under way any more. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#connectedTime(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#options.logger.error({ err: error }, 'the way to the relay broke; it is made again');
        await delay(5_000, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #connectedTime(signal: AbortSignal): Promise<void> {
    const { spool, logger, relayUrls, tls, reconnectWindowMs } = this.#options;
    const { ticket } = this.#enrolment;
    const certificates = this.#certificates;
    const site = await certificates?.address();
    let sender: Sender | null = null;
    let anew: NodeJS.Timeout | undefined;
    const connection = await connectRelay(
      {
        address: { urls: relayUrls ?? ticket.urls, natsSeed: ticket.natsSeed, tls, site },
        onRefused: () => (certificates ? certificates.refused(site) : this.#notLetIn()),
        // With certificates of its own this device waits for the right relay; without, it needs one.
        onStranger: () => {
          if (!certificates) this.#notLetIn();
        },
        logger,
        reconnectWindowMs,
        onConnected: () => {
          this.#connected = true;
          this.#trouble = null;
          clearTimeout(anew);
          sender?.retryNow();
        },
        onDisconnected: () => {
          this.#connected = false;
          spool.setConnected(false);
          // A client that comes back by itself says nothing of a broker that it does not know.
          if (certificates) return;
          anew = setTimeout(() => void connection.close(), windowsUntilAnew * reconnectWindowMs);
        },
      },
      signal,
    );
    try {
      // Requests while the connection is down would wait in a buffer; the spool is the better place.
      const port = {
        request: (subject: string, payload: Uint8Array, options: { timeout: number }) =>
          this.#connected
            ? connection.request(subject, payload, options)
            : Promise.reject(new Error('not connected')),
      };
      const desk = createDesk(port, ticket.site, site?.device);
      const closed = new AbortController();
      void connection.closed().then(() => closed.abort());
      certificates?.watch(site, closed.signal);
      const ended = AbortSignal.any([signal, closed.signal]);
      void this.#options.atDesk?.(desk, ended);
      sender = new Sender({
        outbox: spool,
        desk,
        logger,
        signal: ended,
        enrol: () => this.#enrolAgain(desk, signal),
        onGivenUp: (batch, code, why) => void this.#tell(givenUpEvent(batch, code, why)),
        onForwarded: () => {
          this.#forwarded.resolve();
          this.#forwarded = Promise.withResolvers<void>();
        },
      });
      await sender.run();
    } finally {
      clearTimeout(anew);
      this.#connected = false;
      spool.setConnected(false);
      await connection.close();
    }
  }

  /** A site that has certificates by now does not know who enrolled before: said once. */
  #notLetIn(): void {
    if (this.#trouble !== null) return;
    const { site } = this.#enrolment.ticket;
    this.#trouble =
      `the relay of site ${site} does not let this machine in as it was enrolled: ask the site for a ` +
      'new ticket and run "eucora-agent enroll --ticket FILE"; what was stated until then is kept';
    this.#options.logger.error({}, this.#trouble);
  }

  /** Gives what was seen last the chance to leave, within 5 s; what stays is durable. */
  async drain(): Promise<void> {
    const { spool } = this.#options;
    if (!this.#connected) return;
    await spool.flush();
    const over = AbortSignal.timeout(drainMs);
    const timeout = delay(drainMs, undefined, { signal: over }).catch(() => undefined);
    while (!over.aborted && this.#connected && spool.stats().waiting > 0) {
      await Promise.race([this.#forwarded.promise, timeout]);
    }
  }

  async #tell(body: SecurityBody | null): Promise<void> {
    const { spool, keeper, logger } = this.#options;
    try {
      if (body) await spool.append([{ at: keeper.now(), body }]);
    } catch (error) {
      logger.warn({ err: error }, 'a batch that was given up could not be told of');
    }
  }

  /** The keys first: the certificate may be by one that only they lead to. */
  async #keep(ticket: EnrolmentTicket, granted: Admission): Promise<void> {
    const { credential, certificate, hubKeys } = granted;
    if (hubKeys.length > 0) await this.#options.hubKeys.take(hubKeys);
    this.#enrolment = { ticket, credential, certificate };
    await this.#options.keep(this.#enrolment);
  }

  // Three lanes may learn of it at once; one asks.
  #enrolAgain(desk: Desk, signal: AbortSignal): Promise<void> {
    this.#renewal ??= this.#renew(desk, signal).finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renew(desk: Desk, signal: AbortSignal): Promise<void> {
    const { key, keeper, logger, hubKeys } = this.#options;
    const { ticket } = this.#enrolment;
    try {
      const asks = { ticket, key, keeper, ...(hubKeys.chain && { hubKeys: hubKeys.chain }) };
      const granted = await askForAdmission(desk, asks);
      await this.#keep(ticket, granted);
      logger.info({ relay: granted.credential.relayId }, 'enrolled again');
    } catch (error) {
      if (!(error instanceof EnrolmentRefusedError)) throw error;
      logger.error({ code: error.code }, error.message);
      await delay(refusedAgainMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
