import {
  checkLeaf,
  principalPermissions,
  ProtocolError,
  readAuthQuestion,
  subjects,
  writeAuthAnswer,
  type AuthAnswer,
  type AuthQuestion,
  type DeviceId,
  type PrivateKey,
  type SiteId,
} from '@eucora/protocol';
import { connect, nkeyAuthenticator, type Msg, type NatsConnection } from '@nats-io/transport-node';
import type { RelayClock } from '../home/clock.ts';
import type { RefusalLog } from '../intake/refusals.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import { deviceAccount } from '../nats/server-config.ts';
import type { TlsClient } from '../nats/tls.ts';
import type { LeafBook } from './leaf-book.ts';
import { judgeEntry, type DoorRefusal } from './renewal-policy.ts';
import type { Revocations } from './revocations.ts';

export interface GateDeps {
  readonly site: SiteId;
  readonly url: string;
  /** This relay's nkey at its own server: the server asks its holder alone. */
  readonly seed: string;
  readonly tls: TlsClient;
  readonly account: PrivateKey;
  readonly book: LeafBook;
  readonly revocations: Revocations;
  readonly refusals: RefusalLog;
  readonly clock: RelayClock;
  readonly log: Logger;
}

/**
 * Answers the site's nats-server when somebody wants in: its auth callout (PROTOCOL: NATS permissions).
 * The server has verified the chain of certificates; who that is, and what he may, is decided here.
 */
export class Gate implements AsyncDisposable {
  readonly #deps: GateDeps;
  readonly #connection: NatsConnection;

  private constructor(deps: GateDeps, connection: NatsConnection) {
    this.#deps = deps;
    this.#connection = connection;
  }

  static async open(deps: GateDeps): Promise<Gate> {
    const connection = await connect({
      servers: deps.url,
      name: `gate ${deps.site}`,
      authenticator: nkeyAuthenticator(new TextEncoder().encode(deps.seed)),
      tls: { ...deps.tls },
      inboxPrefix: subjects.relayInbox(deps.site),
      maxReconnectAttempts: -1,
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: limits.reconnectMsMin,
      reconnectJitter: limits.reconnectMsMin,
      pingInterval: 5_000,
      maxPingOut: 3,
    });
    const gate = new Gate(deps, connection);
    connection.subscribe(subjects.authCallout, {
      callback: (error, message) => {
        if (error) deps.log.error({ err: error }, 'the server’s questions are not heard');
        else gate.#answer(message);
      },
    });
    await connection.flush();
    return gate;
  }

  #answer(message: Msg): void {
    const { account, log } = this.#deps;
    try {
      const question = readAuthQuestion(message.data);
      message.respond(writeAuthAnswer(question, this.judge(question), account, Date.now()));
    } catch (error) {
      // No answer: the server refuses him. What is left to see here is a bug.
      log.error({ err: error }, 'a question of the server could not be answered');
    }
  }

  /** Whom a question is about, and whether he is let in. */
  judge(question: Pick<AuthQuestion, 'chain'>): AuthAnswer {
    const { site, book, revocations, clock, log } = this.#deps;
    let leaf;
    try {
      leaf = checkLeaf(question.chain, site);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return this.#refuse(error.code, null, error.message);
    }
    if (leaf.refused !== undefined) return this.#refuse(leaf.refused, null, leaf.detail);
    const serial = serialOf(leaf.leaf.serialNumber);
    const newest = book.newest(leaf.id);
    const known = { revoked: revocations.isDevice(leaf.id), newest };
    const verdict = judgeEntry({ serial, issuedMs: leaf.issuedMs }, known, clock.now().loMs);
    if (verdict !== 'allow') return this.#refuse(verdict, leaf.id, refusalTexts[verdict]);
    if (newest?.serial === serial) {
      book.shown(leaf.id).catch((error: unknown) => {
        log.warn({ err: error }, 'a certificate’s first use could not be noted');
      });
    }
    const permissions = principalPermissions(site, leaf.id);
    return { account: deviceAccount, name: connectionName(leaf.id, leaf.issuedMs), permissions };
  }

  #refuse(code: string, device: DeviceId | null, detail: string): AuthAnswer {
    const { refusals, clock, log } = this.#deps;
    refusals.note(code, device, detail, clock.now());
    log.debug({ code, device, detail }, 'not let in');
    return { refused: code };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection.close();
  }
}

const refusalTexts: Readonly<Record<DoorRefusal, string>> = {
  revoked: 'the hub revoked this device',
  expired: 'its certificate is over 30 days old: it asks for the next one',
  superseded: 'its certificate was replaced, and the next one was shown already',
};

/** Serial numbers as this program writes them. */
export function serialOf(text: string): string {
  return text.toLowerCase().padStart(32, '0');
}

/** How a connection is named in the server's lists: who, and how old what he showed is. */
export function connectionName(device: DeviceId, issuedMs: number): string {
  return `${device} ${issuedMs}`;
}

/** Reads such a name; undefined for connections that are no device's. */
export function parseConnectionName(
  name: string,
): { readonly device: DeviceId; readonly issuedMs: number } | undefined {
  const [, device, issued] = /^([0-9a-f]{32}) (\d{1,15})$/.exec(name) ?? [];
  return device === undefined ? undefined : { device, issuedMs: Number(issued) };
}
