// The way of an event: the relay's end of the site's broker: requests of devices come in.
// Next: site-relay/src/intake/intake.ts

import {
  askerOf,
  deskVerbs,
  subjects,
  type DeskVerb,
  type DeviceId,
  type SiteId,
} from '@eucora/protocol';
import {
  connect,
  nkeyAuthenticator,
  type Msg,
  type NatsConnection,
  type TlsOptions,
} from '@nats-io/transport-node';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';

/** `asker`: by the subject, where devices connect with certificates. */
export type DeskAnswers = Readonly<
  Partial<Record<DeskVerb, (bytes: Uint8Array, asker: DeviceId | undefined) => Promise<Uint8Array>>>
>;
export interface DeskDeps {
  readonly site: SiteId;
  readonly url: string;
  readonly seed: string;
  readonly tls: TlsOptions | undefined;
  /** Devices connect each with its own certificate: the subject says who asks. */
  readonly named: boolean;
  /** Nobody hears what is not answered here: a device learns at once that there is no answer. */
  readonly answers: DeskAnswers;
  readonly log: Logger;
  readonly onDisconnect: () => void;
}

/** Answers the site's devices on the site's own server; reconnects for ever. */
export class Desk implements AsyncDisposable {
  readonly #connection: NatsConnection;
  readonly #deps: DeskDeps;
  readonly #busy = new Set<Promise<void>>();

  private constructor(connection: NatsConnection, deps: DeskDeps) {
    this.#connection = connection;
    this.#deps = deps;
  }

  static async open(deps: DeskDeps): Promise<Desk> {
    const connection = await connect({
      servers: deps.url,
      name: `relay ${deps.site}`,
      authenticator: nkeyAuthenticator(new TextEncoder().encode(deps.seed)),
      ...(deps.tls && { tls: deps.tls }),
      inboxPrefix: subjects.relayInbox(deps.site),
      maxReconnectAttempts: -1,
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: limits.reconnectMsMin,
      reconnectJitter: limits.reconnectMsMin,
      pingInterval: 5_000,
      maxPingOut: 3,
    });
    const desk = new Desk(connection, deps);
    for (const verb of deskVerbs) {
      const { site, named, answers } = deps;
      if (!answers[verb]) continue;
      const subject = named ? subjects.deskOfAnyone(site, verb) : subjects.desk(site, verb);
      connection.subscribe(subject, {
        callback: (error, message) => desk.#take(verb, error, message),
      });
    }
    await connection.flush();
    void desk.#watch();
    return desk;
  }

  #take(verb: DeskVerb, error: Error | null, message: Msg): void {
    if (error) {
      this.#deps.log.error({ err: error, verb }, 'the subscription for devices failed');
      return;
    }
    if (!message.reply) return; // nobody waits for an answer
    if (this.#deps.named && !isOwnInbox(message.subject, message.reply)) {
      this.#deps.log.warn(
        { subject: message.subject },
        'an answer into another’s inbox was asked for',
      );
      return;
    }
    const turn = this.#answer(verb, message).finally(() => this.#busy.delete(turn));
    this.#busy.add(turn);
  }

  async #answer(verb: DeskVerb, message: Msg): Promise<void> {
    try {
      const asker = this.#deps.named ? askerOf(message.subject) : undefined;
      const answer = await this.#deps.answers[verb]?.(message.data, asker);
      if (answer) message.respond(answer);
    } catch (error) {
      // No answer: the device asks again. What is left to see here is a bug.
      this.#deps.log.error({ err: error, verb }, 'a request of a device could not be answered');
    }
  }

  async #watch(): Promise<void> {
    for await (const status of this.#connection.status()) {
      if (status.type !== 'disconnect') continue;
      this.#deps.onDisconnect();
    }
  }

  /** Answers what was asked already, then closes. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#connection.isClosed()) return;
    await Promise.allSettled(this.#busy);
    await this.#connection.close();
  }
}

/** The server lets nobody hear another's inbox; nor are answers sent there for somebody else. */
function isOwnInbox(subject: string, reply: string): boolean {
  const asker = askerOf(subject);
  return asker !== undefined && reply.startsWith(`${subjects.inboxOf(asker)}.`);
}
