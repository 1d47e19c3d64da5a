import {
  deviceIdOf,
  openEnrolRequest,
  ProtocolError,
  sealEnrolment,
  writeEnrolAnswer,
  type EnrolmentRequest,
  type Id,
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
  readonly certificate: Uint8Array;
  readonly refusals: RefusalLog;
  readonly clock: RelayClock;
  readonly log: Logger;
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
    const { identity, journals, tickets, certificate, log } = this.#deps;
    let ticket: StoredTicket | undefined;
    let request: EnrolmentRequest;
    try {
      const secretOf = (ticketId: Id): Uint8Array | undefined => {
        ticket = tickets.find(ticketId);
        return ticket?.secret;
      };
      request = openEnrolRequest(bytes, { site: identity.site, secretOf, hubKey: undefined });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const code = error.code === 'unknown_key' ? 'unknown_ticket' : error.code;
      return this.#refuse(code, error.message);
    }
    if (request.site !== identity.site) {
      return this.#refuse('wrong_site', `this is the relay of site ${identity.site}`);
    }
    if (!ticket) return this.#refuse('unknown_ticket', 'this ticket is unknown here');
    await journals.switching?.catch(() => undefined);
    // A device whose answer got lost asks again: the same enrolment, and no further use.
    const deviceId = deviceIdOf(request.publicKey);
    const known = journals.current.devices.get(deviceId);
    if (known) return writeEnrolAnswer({ enrolment: known.signed, certificate });
    if (!admits(ticket, deviceId, Date.now())) {
      return this.#refuse('unknown_ticket', 'this ticket is used up or expired');
    }
    const enrolment = this.#seal(request);
    try {
      await tickets.use(request.ticketId, ticket, deviceId);
      // A new incarnation may have begun while the ticket was written: enrol into that one.
      await journals.switching?.catch(() => undefined);
      const device = await journals.current.enrol(enrolment);
      log.info(
        { device: device.enrolment.deviceId, simulated: request.simulated },
        'device enrolled',
      );
    } catch (error) {
      if (!(error instanceof DiskError) && errorCode(error) === undefined) throw error;
      log.error({ err: error }, 'an enrolment could not be made durable');
      await this.#giveBack(request.ticketId, ticket);
      const detail = 'the disk of the relay takes nothing at the moment; ask again later';
      return writeEnrolAnswer({ refused: 'busy', detail });
    }
    return writeEnrolAnswer({ enrolment, certificate });
  }

  async #giveBack(ticketId: Id, ticket: StoredTicket): Promise<void> {
    const { tickets, log } = this.#deps;
    try {
      await tickets.restore(ticketId, ticket);
    } catch (error) {
      log.warn({ err: error, ticket: ticketId }, 'a use of a ticket could not be given back');
    }
  }

  #seal(request: EnrolmentRequest): Uint8Array {
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
