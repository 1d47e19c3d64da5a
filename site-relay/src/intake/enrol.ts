import {
  deviceIdOf,
  openEnrolRequest,
  ProtocolError,
  sealEnrolment,
  writeEnrolAnswer,
  type DeviceId,
  type Id,
  type OpenedEnrolRequest,
  type KeyRing,
} from '@eucora/protocol';
import { DiskError, errorCode } from '../errors.ts';
import type { RelayClock } from '../home/clock.ts';
import { admits, type StoredTicket, type TicketStore } from '../home/tickets.ts';
import type { RelayIdentity } from '../journal/journal.ts';
import type { Journals } from '../journal/journals.ts';
import type { Logger } from '../log.ts';
import type { RefusalLog } from './refusals.ts';

export interface EnrolmentDeps {
  readonly identity: RelayIdentity;
  readonly journals: Journals;
  readonly tickets: TicketStore;
  readonly certificate: () => Uint8Array;
  /** The document `hub-keys`; empty: the hub's key never changed. */
  readonly hubKeys: () => Uint8Array;
  /** Absent: the site has no certificates. */
  readonly pki: EnrolmentPki | undefined;
  readonly refusals: RefusalLog;
  readonly clock: RelayClock;
  readonly log: Logger;
}

/** What enrolment needs where devices get certificates. */
export interface EnrolmentPki {
  /** Whose tokens hold here at the moment. */
  readonly grantors: () => KeyRing;
  issue(device: DeviceId, tlsPublic: Uint8Array): Promise<Uint8Array>;
  isRevokedDevice(device: DeviceId): boolean;
  isRevokedToken(token: Id): boolean;
}

/** Enrols devices: proof of a ticket and of the key in, a signed enrolment out. */
export class EnrolmentDesk {
  readonly #deps: EnrolmentDeps;
  #gate: Promise<unknown> = Promise.resolve();

  constructor(deps: EnrolmentDeps) {
    this.#deps = deps;
  }

  /** Answers a request. One at a time, so that a ticket's last use is used once. */
  enrol(bytes: Uint8Array): Promise<Uint8Array> {
    const turn = this.#gate.then(() => this.#enrol(bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #enrol(bytes: Uint8Array): Promise<Uint8Array> {
    const { identity, journals } = this.#deps;
    const opened = this.#open(bytes);
    if (opened instanceof Uint8Array) return opened;
    const { request, ticket } = opened;
    if (request.site !== identity.site) {
      return this.#refuse('wrong_site', `this is the relay of site ${identity.site}`);
    }
    if (!ticket) return this.#refuse('unknown_ticket', 'this ticket is unknown here');
    await journals.switching?.catch(() => undefined);
    const deviceId = deviceIdOf(request.publicKey);
    const revoked = this.#revoked(request, deviceId);
    if (revoked) return this.#refuse('revoked', revoked);
    // A device whose answer got lost asks again: the same enrolment, and no further use.
    const known = journals.current.devices.get(deviceId);
    const isAdmitted = admits(ticket, deviceId, this.#nowMs());
    const wantsLeaf = request.tlsPublic.length > 0 && this.#deps.pki !== undefined;
    if (!isAdmitted && (!known || wantsLeaf)) {
      return this.#refuse('unknown_ticket', 'this ticket is used up or expired');
    }
    return this.#grant(request, ticket, known?.signed);
  }

  /** Proofs of ticket and keys, or the refusal. */
  #open(
    bytes: Uint8Array,
  ): { request: OpenedEnrolRequest; ticket: StoredTicket | undefined } | Uint8Array {
    const { identity, tickets, pki } = this.#deps;
    let ticket: StoredTicket | undefined;
    try {
      const secretOf = (ticketId: Id): Uint8Array | undefined => {
        ticket = tickets.find(ticketId);
        return ticket?.secret;
      };
      const { site } = identity;
      const request = openEnrolRequest(bytes, { site, secretOf, hubKey: pki?.grantors() });
      return { request, ticket: request.grant ? tickets.ofGrant(request.grant) : ticket };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const code = error.code === 'unknown_key' ? 'unknown_ticket' : error.code;
      return this.#refuse(code, error.message);
    }
  }

  #revoked(request: OpenedEnrolRequest, deviceId: DeviceId): string | undefined {
    const { pki } = this.#deps;
    if (pki?.isRevokedDevice(deviceId) === true) return 'the hub revoked this device';
    return pki?.isRevokedToken(request.ticketId) === true
      ? 'the hub revoked this token'
      : undefined;
  }

  /** A ticket ends by what is certain and by what the wall clock claims, whichever is later. */
  #nowMs(): number {
    return Math.max(this.#deps.clock.now().loMs, Date.now());
  }

  async #grant(
    request: OpenedEnrolRequest,
    ticket: StoredTicket,
    known: Uint8Array | undefined,
  ): Promise<Uint8Array> {
    const { journals, tickets, pki, log } = this.#deps;
    const deviceId = deviceIdOf(request.publicKey);
    const enrolment = known ?? this.#seal(request);
    const granted = {
      enrolment,
      certificate: this.#deps.certificate(),
      hubKeys: this.#deps.hubKeys(),
    };
    const wantsLeaf = request.tlsPublic.length > 0 && pki !== undefined;
    if (known && !wantsLeaf) return writeEnrolAnswer(granted);
    try {
      await tickets.use(request.ticketId, ticket, deviceId);
      if (!known) {
        // A new incarnation may have begun while the ticket was written: enrol into that one.
        await journals.switching?.catch(() => undefined);
        await journals.current.enrol(enrolment);
        log.info({ device: deviceId, simulated: request.simulated }, 'device enrolled');
      }
      if (!wantsLeaf) return writeEnrolAnswer(granted);
      const leaf = await pki.issue(deviceId, request.tlsPublic);
      return writeEnrolAnswer({ ...granted, leaf });
    } catch (error) {
      if (!(error instanceof DiskError) && errorCode(error) === undefined) throw error;
      log.error({ err: error }, 'an enrolment could not be made durable');
      await this.#giveBack(request.ticketId, ticket);
      const detail = 'the disk of the relay takes nothing at the moment; ask again later';
      return writeEnrolAnswer({ refused: 'busy', detail });
    }
  }

  async #giveBack(ticketId: Id, ticket: StoredTicket): Promise<void> {
    const { tickets, log } = this.#deps;
    try {
      await tickets.restore(ticketId, ticket);
    } catch (error) {
      log.warn({ err: error, ticket: ticketId }, 'a use of a ticket could not be given back');
    }
  }

  #seal(request: OpenedEnrolRequest): Uint8Array {
    const { identity, clock } = this.#deps;
    return sealEnrolment(
      {
        site: identity.site,
        relayId: identity.relayId,
        deviceId: deviceIdOf(request.publicKey),
        publicKey: request.publicKey,
        simulated: request.simulated,
        run: request.run,
        issued: clock.now(),
      },
      identity.key,
    );
  }

  #refuse(code: string, detail: string): Uint8Array {
    const { refusals, clock, log } = this.#deps;
    refusals.note(code, null, detail, clock.now());
    log.warn({ code, detail }, 'enrolment refused');
    return writeEnrolAnswer({ refused: code, detail });
  }
}
