import type { Counter } from 'prom-client';
import type { Database } from '../../platform/db.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { OutboundError, type Outbound } from '../../platform/outbound.ts';
import { audit } from '../audit/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import { mailOf } from './mail-text.ts';
import { mailServer } from './mail-store.ts';
import { sendMail } from './mailer.ts';
import { passwordName } from './mail-service.ts';
import { afterTry, type Outcome, type Verdict } from './retry.ts';
import { secretName, signDelivery } from './signature.ts';
import { claimDeliveries, disable, noteHealth, noteTry, type DueDelivery } from './store.ts';

/** Who fails for so long is not asked any more until somebody enables it again. */
export const failingMsMax = 7 * 86_400_000;
const claimMs = 30_000;
const errorCharactersMax = 300;

export interface DeliverDeps {
  readonly db: Database;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly random: () => number;
  readonly secrets: Pick<SecretStore, 'accepted'>;
  readonly outbound: Pick<Outbound, 'request' | 'connect'>;
  /** Certificate authorities of the mail server beside the system's, PEM. */
  readonly mailCa?: string | undefined;
  /** Where people reach the console, for mails. */
  readonly consoleUrl?: string | undefined;
  readonly deliveries: Counter<'result'>;
}

/**
 * Delivers what is due, one delivery at a time for each subscription and all subscriptions side by
 * side: who is slow or dead holds up nobody else.
 */
export class Deliverer implements AsyncDisposable {
  readonly #deps: DeliverDeps;
  readonly #onFree: () => void;
  readonly #busy = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(deps: DeliverDeps, onFree: () => void) {
    this.#deps = deps;
    this.#onFree = onFree;
  }

  /** Starts what is due and nobody is at; says how many that were. */
  async turn(): Promise<number> {
    const { db, now, logger } = this.#deps;
    const at = now();
    const due = await claimDeliveries(db, at, new Date(at.getTime() + claimMs));
    for (const delivery of due) {
      const work: Promise<void> = deliver(this.#deps, delivery, this.#stop.signal)
        .catch((error: unknown) => logger.error({ err: error }, 'a delivery was not noted'))
        .finally(() => {
          this.#busy.delete(work);
          this.#onFree();
        });
      this.#busy.add(work);
    }
    return due.length;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all(this.#busy);
  }

  /** Breaks off what is under way: it was not tried, and is taken again a little later. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.idle();
  }
}

async function deliver(deps: DeliverDeps, due: DueDelivery, stop: AbortSignal): Promise<void> {
  const send = due.kind === 'mail' ? mail : post;
  const outcome = await send(deps, due, stop).catch(failed);
  if (stop.aborted) return;
  const attempts = due.attempts + 1;
  const verdict = afterTry(outcome, attempts, deps.random, due.kind);
  deps.deliveries.inc({ result: verdict.state === 'pending' ? 'failed' : verdict.state });
  await note(deps, due, { outcome, attempts, verdict });
}

const failed = (error: unknown): Outcome => {
  const reason = error instanceof OutboundError ? error.message : messageOf(error);
  return { kind: 'failed', reason: reason.slice(0, errorCharactersMax) };
};

async function post(deps: DeliverDeps, due: DueDelivery, signal: AbortSignal): Promise<Outcome> {
  const { db, secrets, outbound, now } = deps;
  const accepted = await secrets.accepted(db, secretName(due.subscriptionId));
  const keys = accepted.map(({ value }) => Buffer.from(value).toString('utf8'));
  const body = JSON.stringify({ id: String(due.id), ...due.event });
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'eucora-hub',
    'eucora-delivery': String(due.id),
    'eucora-attempt': String(due.attempts + 1),
    'eucora-signature': signDelivery(keys, body, now().getTime()),
  };
  const { status } = await outbound.request(due.url, { method: 'POST', headers, body, signal });
  return { kind: 'answered', status };
}

async function mail(deps: DeliverDeps, due: DueDelivery, signal: AbortSignal): Promise<Outcome> {
  const { db, secrets, outbound, mailCa: ca, consoleUrl } = deps;
  const server = await mailServer(db);
  if (!server) {
    return { kind: 'failed', reason: 'No mail server is set; set one under notifications, mail.' };
  }
  const [password] = await secrets.accepted(db, passwordName);
  const said = password && Buffer.from(password.value).toString('utf8');
  const { id, recipients, createdAt: date, event } = due;
  const text = { ...mailOf(event, consoleUrl), id: `delivery-${id}`, recipients, date };
  return sendMail(server, said, text, { outbound, ca, signal });
}

interface Tried {
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly verdict: Verdict;
}

async function note(deps: DeliverDeps, due: DueDelivery, tried: Tried): Promise<void> {
  const { outcome, attempts, verdict } = tried;
  const now = deps.now();
  const waitMs = verdict.state === 'pending' ? verdict.waitMs : 0;
  await deps.db.transaction(async (tx) => {
    await noteTry(tx, {
      id: due.id,
      state: verdict.state,
      attempts,
      nextAt: new Date(now.getTime() + waitMs),
      endedAt: verdict.state === 'pending' ? null : now,
      lastStatus: outcome.kind === 'answered' ? outcome.status : null,
      lastError: noteOf(outcome),
    });
    const isUp = verdict.state === 'delivered';
    const until = isUp ? null : new Date(now.getTime() + waitMs);
    const since = await noteHealth(tx, due.subscriptionId, now, until);
    const failing = since === null ? 0 : now.getTime() - since.getTime();
    const isGone = outcome.kind === 'answered' && outcome.status === 410;
    // A mail server that is away says nothing about whoever reads there.
    if (isUp || due.kind === 'mail' || (failing < failingMsMax && !isGone)) return;
    await disable(tx, due.subscriptionId, now);
    const detail = { url: due.url, failing_since: since?.toISOString() ?? null, gone: isGone };
    const subject = due.subscriptionId;
    await audit(tx, { actor: 'hub', action: 'webhook.disabled', subject, detail });
  });
}

function noteOf(outcome: Outcome): string | null {
  if (outcome.kind === 'answered') return null;
  return outcome.kind === 'sent' ? outcome.note : outcome.reason;
}
