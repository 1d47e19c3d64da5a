import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  makeTicket,
  type DeviceId,
  type EnrolmentTicket,
  type Grant,
  type Id,
} from '@eucora/protocol';
import { errorCode } from '../errors.ts';
import { parseJson, writeFileAtomic } from './files.ts';

/** A ticket as the relay keeps it. */
export interface StoredTicket {
  readonly secret: Uint8Array; // empty: a token of the hub, whose grant says its key
  readonly usesLeft: number;
  readonly expiresMs: number;
  /** Who used it. They may ask again for ever: a relay may lose its journal, and with it them. */
  readonly usedBy: readonly DeviceId[];
}

/** Whether a ticket admits a device: it used the ticket before, or there is a use left for it. */
export function admits(ticket: StoredTicket, deviceId: DeviceId, nowMs: number): boolean {
  if (ticket.usedBy.includes(deviceId)) return true;
  return ticket.usesLeft > 0 && ticket.expiresMs > nowMs;
}

/**
 * Enrolment tickets, one file each. A file is read when a device asks, so a ticket made while the
 * relay runs holds at once.
 */
export class TicketStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async create(
    parts: Parameters<typeof makeTicket>[0],
    uses: number,
    expiresMs: number,
  ): Promise<EnrolmentTicket> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const ticket = makeTicket(parts);
    await this.#write(ticket.ticketId, {
      secret: ticket.secret,
      usesLeft: uses,
      expiresMs,
      usedBy: [],
    });
    return ticket;
  }

  /** The ticket, also when it is used up or expired: `admits` says for whom it still holds. */
  find(ticketId: Id): StoredTicket | undefined {
    return parseTicket(this.#read(ticketId));
  }

  /** What is left here of a token of the hub; all of it when it is new to this relay. */
  ofGrant({ tokenId, uses, expiresMs }: Grant): StoredTicket {
    const fresh = { secret: new Uint8Array(0), usesLeft: uses, expiresMs, usedBy: [] };
    return this.find(tokenId) ?? fresh;
  }

  #read(ticketId: Id): string {
    try {
      return readFileSync(this.#path(ticketId), 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return 'null';
      throw error;
    }
  }

  /** Uses a ticket, once for each device; durable before the device hears of it. */
  async use(ticketId: Id, ticket: StoredTicket, deviceId: DeviceId): Promise<void> {
    if (ticket.usedBy.includes(deviceId)) return;
    const usedBy = [...ticket.usedBy, deviceId];
    await this.#write(ticketId, { ...ticket, usesLeft: ticket.usesLeft - 1, usedBy });
  }

  /** Gives a use back that came to nothing. */
  async restore(ticketId: Id, ticket: StoredTicket): Promise<void> {
    await this.#write(ticketId, ticket);
  }

  async #write(ticketId: Id, ticket: StoredTicket): Promise<void> {
    const text = {
      secret: Buffer.from(ticket.secret).toString('base64'),
      uses_left: ticket.usesLeft,
      expires: new Date(ticket.expiresMs).toISOString(),
      used_by: ticket.usedBy,
    };
    await writeFileAtomic(this.#path(ticketId), `${JSON.stringify(text, null, 2)}\n`);
  }

  /** Ids come from outside, but only as 32 hex digits: `openEnrolRequest` made them from bytes. */
  #path(ticketId: Id): string {
    return join(this.#directory, `${ticketId}.json`);
  }
}

function parseTicket(text: string): StoredTicket | undefined {
  const value: unknown = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('secret' in value) || typeof value.secret !== 'string') return undefined;
  if (!('uses_left' in value) || typeof value.uses_left !== 'number') return undefined;
  if (!('expires' in value) || typeof value.expires !== 'string') return undefined;
  const expiresMs = Date.parse(value.expires);
  if (Number.isNaN(expiresMs)) return undefined;
  const usedBy = 'used_by' in value && Array.isArray(value.used_by) ? value.used_by : [];
  return {
    secret: Buffer.from(value.secret, 'base64'),
    usesLeft: value.uses_left,
    expiresMs,
    usedBy: usedBy.filter((id) => typeof id === 'string'),
  };
}
