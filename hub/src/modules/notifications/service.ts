import { randomBytes, randomUUID } from 'node:crypto';
import type { Database, Tx } from '../../platform/db.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../platform/errors.ts';
import { OutboundError, type Outbound } from '../../platform/outbound.ts';
import { audit } from '../audit/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import { replay } from './fan-out.ts';
import type { TargetKind } from './retry.ts';
import type { Severity } from './routing.ts';
import { secretName } from './signature.ts';
import {
  deleteSubscription,
  insertDeliveries,
  insertSubscription,
  lockSubscription,
  sendAgain,
  subscription,
  subscriptions,
  updateSubscription,
  type SubscriptionRow,
} from './store.ts';

export interface WebhookDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly secrets: Pick<SecretStore, 'put' | 'remove'>;
  readonly outbound: Pick<Outbound, 'check'>;
}
export interface WebhookFields {
  readonly name: string;
  readonly url: string;
  readonly actions: readonly string[];
  readonly severityMin: Severity;
  /** False: it is told of alerts alone, by rules. */
  readonly followsRecord?: boolean;
}

const subscriptionsMax = 200;
const secretOverlapMs = 86_400_000;

/** The secret that a subscriber checks deliveries with; shown once. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;

/**
 * Subscribes an address. Its secret is in the answer and nowhere else.
 * @throws InvalidError for an address that the hub must not send to
 */
export async function subscribe(
  deps: WebhookDeps,
  fields: WebhookFields,
  actor: string,
): Promise<{ readonly row: SubscriptionRow; readonly secret: string }> {
  await checkUrl(deps, fields.url);
  const { followsRecord = true } = fields;
  const id = randomUUID();
  const secret = newSecret();
  const row = await deps.db.transaction(async (tx) => {
    if ((await subscriptions(tx, 'webhook')).length >= subscriptionsMax) {
      throw new ConflictError(`There are ${subscriptionsMax} webhooks; delete one first.`);
    }
    const made = { createdBy: actor, createdAt: deps.now() };
    const rest = { kind: 'webhook', recipients: [], followsRecord } as const;
    await insertSubscription(tx, { id, ...fields, ...rest, ...made });
    const kept = { name: secretName(id), value: Buffer.from(secret), overlapMs: 0, actor };
    await deps.secrets.put(tx, kept);
    const { name, url, actions, severityMin } = fields;
    const detail = { name, url, actions, severity_min: severityMin, follows_record: followsRecord };
    await audit(tx, { actor, action: 'webhook.create', subject: id, detail });
    return (await subscription(tx, id))!;
  });
  return { row, secret };
}

async function checkUrl({ outbound }: WebhookDeps, url: string): Promise<void> {
  await outbound.check(url).catch((cause: unknown) => {
    if (!(cause instanceof OutboundError)) throw cause;
    throw new InvalidError(cause.message, { code: cause.code, cause });
  });
}

/** How actions on targets of a kind begin in the audit record. */
export const auditArea = { webhook: 'webhook', mail: 'mail_target' } as const;
const kindWords = { webhook: 'webhook', mail: 'mail target' } as const;

/**
 * The target, locked. @throws NotFoundError, ConflictError stale when it is no longer at `version`
 */
export async function locked(
  tx: Tx,
  id: string,
  version?: number,
  kind: TargetKind = 'webhook',
): Promise<SubscriptionRow> {
  const row = await lockSubscription(tx, id, kind);
  if (!row) throw new NotFoundError(kindWords[kind], id);
  if (version === undefined || version === row.version) return row;
  throw new ConflictError(
    `This ${kindWords[kind]} was changed meanwhile: it is at version ${row.version}. Read it again.`,
    'stale',
  );
}

/** Changes what is named. @throws ConflictError stale when it is no longer at `version` */
export async function change(
  deps: WebhookDeps,
  id: string,
  to: Partial<WebhookFields> & { readonly enabled?: boolean; readonly version?: number },
  actor: string,
): Promise<SubscriptionRow> {
  if (to.url !== undefined) await checkUrl(deps, to.url);
  const { version, ...fields } = to;
  return deps.db.transaction(async (tx) => {
    const row = await locked(tx, id, version);
    await updateSubscription(tx, id, { ...row, ...fields }, deps.now());
    await audit(tx, { actor, action: 'webhook.change', subject: id, detail: { ...fields } });
    return (await subscription(tx, id))!;
  });
}

export async function unsubscribe(deps: WebhookDeps, id: string, actor: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const { name, url } = await locked(tx, id);
    await deleteSubscription(tx, id);
    await deps.secrets.remove(tx, secretName(id), actor);
    await audit(tx, { actor, action: 'webhook.delete', subject: id, detail: { name, url } });
  });
}

/** Gives it another secret; for a day deliveries are signed with the earlier one, too. */
export async function rotateSecret(deps: WebhookDeps, id: string, actor: string): Promise<string> {
  const secret = newSecret();
  await deps.db.transaction(async (tx) => {
    await updateSubscription(tx, id, await locked(tx, id), deps.now());
    const value = Buffer.from(secret);
    await deps.secrets.put(tx, { name: secretName(id), value, overlapMs: secretOverlapMs, actor });
    await audit(tx, { actor, action: 'webhook.rotate_secret', subject: id });
  });
  return secret;
}

/** Sends something that is about nothing, to see whether it arrives. */
export async function sendTest(
  deps: Pick<WebhookDeps, 'db' | 'now'>,
  id: string,
  actor: string,
  kind: TargetKind = 'webhook',
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const row = await locked(tx, id, undefined, kind);
    await updateSubscription(tx, id, row, deps.now());
    const at = deps.now();
    const type = `${auditArea[kind]}.test`;
    const event = { type, severity: 'info', at: at.toISOString(), actor };
    await insertDeliveries(tx, [{ subscriptionId: id, position: null, event }], at);
    await audit(tx, { actor, action: type, subject: id });
  });
}

/** Sends a range of the audit record again; says how many deliveries that are. */
export async function replayRange(
  deps: WebhookDeps,
  id: string,
  range: { readonly from: number; readonly through: number },
  actor: string,
): Promise<number> {
  const row = await subscription(deps.db, id);
  if (!row) throw new NotFoundError('webhook', id);
  if (range.through < range.from) throw new InvalidError('The range ends before it begins.');
  await audit(deps.db, { actor, action: 'webhook.replay', subject: id, detail: { ...range } });
  return replay(deps, row, range);
}

/** Sends one delivery once more. */
export async function deliverAgain(
  deps: Pick<WebhookDeps, 'db' | 'now'>,
  id: string,
  deliveryId: number,
  actor: string,
  kind: TargetKind = 'webhook',
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const row = await locked(tx, id, undefined, kind);
    if (!(await sendAgain(tx, id, deliveryId, deps.now()))) {
      throw new NotFoundError('delivery', String(deliveryId));
    }
    await updateSubscription(tx, id, row, deps.now());
    const detail = { delivery: deliveryId };
    await audit(tx, { actor, action: `${auditArea[kind]}.redeliver`, subject: id, detail });
  });
}
