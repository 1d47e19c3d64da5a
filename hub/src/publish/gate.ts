import { setTimeout as pause } from 'node:timers/promises';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import {
  authConnections,
  ProtocolError,
  readAuthQuestion,
  subjects,
  writeAuthAnswer,
  type AuthAnswer,
  type AuthQuestion,
  type PrivateKey,
} from '@eucora/protocol';
import {
  claimedRelay,
  findRelay,
  hubAccount,
  judgeRelay,
  recertifyRelay,
  relaysOf,
  type AdmissionKeys,
  type Relay,
} from '../modules/sites/index.ts';
import type { Database } from '../platform/db.ts';
import { HubError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';

export interface GateDeps {
  readonly db: Database;
  readonly nats: NatsConnection;
  /** Of the broker's system account. */
  readonly system: NatsConnection;
  readonly account: PrivateKey;
  readonly keys: AdmissionKeys;
  readonly now: () => Date;
  readonly logger: Logger;
}
export interface HubGate extends AsyncDisposable {
  /** Relays have changed: ends the connections of those that have no word any more. */
  wake(): void;
}

const queue = 'gate';
const sweepEveryMs = 300_000;
const askMs = 10_000;
const pageSize = 256;
const settleMs = 200;

/**
 * Answers the hub's server when somebody wants in (its auth callout), gives admitted relays their next
 * certificates, and ends the connections of revoked ones. Of several hubs any one answers.
 */
export function startGate(deps: GateDeps): HubGate {
  const { nats, logger } = deps;
  const entry = nats.subscribe(subjects.authCallout, {
    queue,
    callback: (error, message) => {
      if (error) logger.error({ err: error }, 'the server’s questions are not heard');
      else void answerEntry(deps, message);
    },
  });
  const wishes = nats.subscribe(subjects.recertifyAll, {
    queue,
    callback: (error, message) => {
      if (!error) void answerWish(deps, message);
    },
  });
  const sweep = new Loop({
    name: 'sweep-connections',
    everyMs: sweepEveryMs,
    logger,
    turn: async () => {
      // A connection that is being let in at this moment is listed a moment later.
      await pause(settleMs);
      await sweepOnce(deps);
    },
  });
  return {
    wake: () => sweep.wake(),
    async [Symbol.asyncDispose]() {
      entry.unsubscribe();
      wishes.unsubscribe();
      await sweep[Symbol.asyncDispose]();
    },
  };
}

async function answerEntry({ db, account, logger, now }: GateDeps, message: Msg): Promise<void> {
  try {
    const question = readAuthQuestion(message.data);
    const claimed = claimedRelay(question);
    const answer = judge(
      question,
      claimed === undefined ? undefined : await findRelay(db, claimed),
    );
    if ('refused' in answer)
      logger.warn({ code: answer.refused }, 'the hub’s server let nobody in');
    message.respond(writeAuthAnswer(question, answer, account, now().getTime()));
  } catch (error) {
    // No answer: the server refuses him, and he tries again.
    const level = error instanceof ProtocolError ? 'warn' : 'error';
    logger[level]({ err: error }, 'a question of the server could not be answered');
  }
}

/** Who is let in. */
function judge(question: AuthQuestion, known: Relay | undefined): AuthAnswer {
  const verdict = judgeRelay(question, known);
  if ('refused' in verdict) return { refused: verdict.refused };
  const { relayId: name, permissions } = verdict;
  return { account: hubAccount, name, permissions };
}

/** A relay's wish for certificates; an empty answer refuses it. */
async function answerWish(deps: GateDeps, message: Msg): Promise<void> {
  const { keys, logger } = deps;
  const siteId = message.subject.split('.')[1] ?? '';
  try {
    const { certificate, relayId } = await recertifyRelay(deps, keys, message.data, siteId);
    logger.info({ siteId, relayId }, 'a relay is certified anew');
    message.respond(certificate);
  } catch (error) {
    logger.warn({ siteId, err: error }, `a relay is not certified: ${messageOf(error)}`);
    if (error instanceof HubError) message.respond(new Uint8Array(0));
  }
}

/** Ends connections of relays that were revoked; answers how many. */
export async function sweepOnce({ db, system, logger }: GateDeps): Promise<number> {
  const admitted = new Set((await relaysOf(db)).map(({ relayId }) => relayId));
  const serverId = system.info?.server_id ?? '';
  const ask = async (verb: string, question: unknown): Promise<unknown> => {
    const subject = `$SYS.REQ.SERVER.${serverId}.${verb}`;
    const answer = await system.request(subject, JSON.stringify(question), { timeout: askMs });
    return answer.json<unknown>();
  };
  const ending: number[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const page = authConnections(await ask('CONNZ', { auth: true, limit: pageSize, offset }));
    for (const { cid, user } of page) {
      if (/^[0-9a-f]{32}$/.test(user) && !admitted.has(user)) ending.push(cid);
    }
    if (page.length < pageSize) break;
  }
  for (const cid of ending) await ask('KICK', { cid });
  if (ending.length > 0)
    logger.info({ ended: ending.length }, 'connections of revoked relays ended');
  return ending.length;
}
