import {
  deviceIdOf,
  leafRenewMs,
  readEnrolAnswer,
  sealRenewal,
  type EnrolmentGranted,
  type EnrolmentTicket,
  type HubKeyChain,
  type PrivateKey,
} from '@eucora/protocol';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import { askForAdmission, type AdmissionRequest } from '../enrol.ts';
import { EnrolmentRefusedError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { DeskUnavailableError } from '../sender/desk.ts';
import type { Door } from './door.ts';
import { identityOf, issuedMsOf, type TlsIdentity, type TlsStore } from './tls-store.ts';

export interface RenewerOptions {
  readonly store: TlsStore;
  readonly door: Door;
  readonly ticket: EnrolmentTicket;
  /** Whom this device believes. */
  readonly hubPublic: () => Uint8Array;
  /** The hub's keys as this device follows them. */
  readonly hubKeys: () => HubKeyChain | undefined;
  readonly key: PrivateKey;
  readonly keeper: TimeKeeper;
  readonly logger: Logger;
  /** The relay's certificate may be another by now. */
  readonly onRenewed: (granted: EnrolmentGranted) => Promise<void>;
  /** A clock that only goes on, in milliseconds; absent: this process's. */
  readonly elapsedMs?: () => number;
}

const againAfterMs = { refused: 300_000, away: 60_000 } as const;

/** Whether a certificate is due, by the lower bound of time. */
export function isDue(issuedMs: number, nowLoMs: number): boolean {
  return nowLoMs - issuedMs >= leafRenewMs;
}

/**
 * Gives this device its next certificate under its identity key: from two thirds of the life of the
 * one it has, and when a server does not take that any more. The relay alone answers.
 */
export class Renewer {
  readonly #options: RenewerOptions;
  #running: Promise<boolean> | undefined;
  readonly #elapsedMs: () => number;
  #notBeforeMs = -Infinity;

  constructor(options: RenewerOptions) {
    this.#options = options;
    this.#elapsedMs = options.elapsedMs ?? (() => performance.now());
  }

  /** Renews what is due; true when there is a new certificate. */
  async renewIfDue(): Promise<boolean> {
    const { store, keeper } = this.#options;
    const { identity } = store;
    if (!identity || !isDue(issuedMsOf(identity), keeper.book().current.loMs)) return false;
    return this.renew();
  }

  /** Renews now, unless it was refused or found nobody a moment ago. */
  renew(): Promise<boolean> {
    this.#running ??= this.#try().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #try(): Promise<boolean> {
    if (this.#elapsedMs() < this.#notBeforeMs) return false;
    const { logger, onRenewed, store, ticket, key } = this.#options;
    try {
      const next = await store.nextKey();
      const granted = await this.#ask(next);
      const deviceId = deviceIdOf(key.publicKey.raw);
      await store.keep(identityOf(granted, next, deviceId, ticket.authority));
      await onRenewed(granted);
      logger.info({}, 'this device has its next certificate');
      return true;
    } catch (error) {
      const isAway = error instanceof DeskUnavailableError;
      this.#notBeforeMs = this.#elapsedMs() + (isAway ? againAfterMs.away : againAfterMs.refused);
      if (isAway)
        logger.info({ err: error }, 'no relay gives certificates now; asking again later');
      else if (error instanceof EnrolmentRefusedError) {
        logger.error({ code: error.code }, error.message);
      } else throw error;
      return false;
    }
  }

  async #ask(next: PrivateKey): Promise<EnrolmentGranted> {
    const { store, door, ticket, key, keeper, hubPublic, hubKeys } = this.#options;
    const chain = hubKeys();
    const asks = { ticket, key, keeper, tlsKey: next, ...(chain && { hubKeys: chain }) };
    return store.identity
      ? askForRenewal(door, { ...asks, held: store.identity, hubPublic: hubPublic() })
      : askForAdmission(door, asks);
  }
}

export interface RenewalAsked extends AdmissionRequest {
  readonly tlsKey: PrivateKey;
  /** The certificate held now. */
  readonly held: Pick<TlsIdentity, 'leaf' | 'issuer'>;
  /** Whom this device believes. */
  readonly hubPublic: Uint8Array;
}

/**
 * Asks a relay for the next certificate, for `tlsKey`, with proof of both keys. One that lost its disk
 * and knows nobody is asked to take this device in.
 * @throws EnrolmentRefusedError | DeskUnavailableError | ProtocolError
 */
export async function askForRenewal(door: Door, asked: RenewalAsked): Promise<EnrolmentGranted> {
  const { ticket, key, keeper, tlsKey, held, hubPublic, hubKeys } = asked;
  const wish = {
    site: ticket.site,
    publicKey: key.publicKey.raw,
    tlsPublic: tlsKey.publicKey.raw,
    leaf: Buffer.concat([held.leaf, held.issuer]),
    asked: keeper.book().current,
  };
  const answer = readEnrolAnswer(
    await door.renew(sealRenewal(wish, key, tlsKey)),
    { site: ticket.site, relayPublic: new Uint8Array(0), hubPublic },
    key.publicKey.raw,
    hubKeys,
  );
  if (!('refused' in answer)) return answer;
  if (answer.refused === 'unknown_device') return askForAdmission(door, asked);
  throw new EnrolmentRefusedError(
    answer.refused,
    `the relay gave no certificate: ${answer.detail || answer.refused}; ` +
      'ask the site for a new ticket and run "eucora-agent enroll --ticket FILE"',
  );
}
