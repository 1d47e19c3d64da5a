import { createHash } from 'node:crypto';
import { randomId } from '@eucora/protocol';
import { encodeSlice, planes, type Plane } from '@eucora/protocol/desired';
import { ProtocolError } from '@eucora/protocol';
import type { Actor } from '../../platform/api.ts';
import type { Database, Tx } from '../../platform/db.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  PreconditionError,
} from '../../platform/errors.ts';
import { everything, isWithin, type Visible } from '../../platform/scope.ts';
import { audit } from '../audit/index.ts';
import { placeOf } from '../devices/index.ts';
import { holds, reachOf } from '../identity/index.ts';
import {
  executorFormat,
  targetKinds,
  type IntentAction,
  type Plan,
  type Target,
  type TargetKind,
} from './model.ts';
import {
  cancelIntent,
  insertIntent,
  insertRequest,
  lockIntent,
  missingTargets,
  renameAssignment,
  selectOrderable,
  selectRequest,
  type IntentRow,
  type OrderableRow,
} from './store.ts';

export interface DeploymentsDeps {
  readonly db: Database;
  readonly now: () => Date;
  /** Told when something changed that sites are to be told. */
  readonly wake: () => void;
}
/** What somebody orders. */
export interface IntentWish {
  readonly packageId: string;
  readonly versionId: string | null;
  readonly action: IntentAction;
  readonly target: Target;
  readonly ring: number;
  readonly plane: Plane;
  readonly plan: Plan;
}
/** What a request says of itself beside its content. */
export interface Repeat {
  /** Its sender's name for it; undefined: a request of this content may be sent twice. */
  readonly key: string | undefined;
  readonly content: unknown;
}
const permission = 'deployment.create';

/**
 * Makes an order. Once the transaction commits, documents of the sites follow by themselves.
 * @returns the id of the intent; of the first, where the same request came before
 * @throws InvalidError for what can't be ordered, NotFoundError for a target that is not there,
 * ForbiddenError for one out of the actor's reach, ConflictError where another request had the key
 */
export async function createIntent(
  { db, now, wake }: DeploymentsDeps,
  wish: IntentWish,
  actor: Actor,
  repeat: Repeat = { key: undefined, content: null },
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const made = await db.transaction(async (tx) => {
    const sha256 = createHash('sha256').update(JSON.stringify(repeat.content)).digest();
    const before =
      repeat.key === undefined ? undefined : await selectRequest(tx, actor.subject, repeat.key);
    if (before) {
      if (before.sha256.equals(sha256)) return { id: before.intentId, isNew: false };
      throw new ConflictError(
        'This Idempotency-Key was used for another request; take a new one.',
        'idempotency_key_used',
      );
    }
    const what = await checkWish(tx, wish);
    await checkTargets(tx, wish.target, actor);
    const at = now();
    const id = await insertIntent(tx, {
      ...wish,
      assignmentId: randomId(),
      createdBy: actor.id,
      createdBehind: [actor.id, ...(actor.answersTo === null ? [] : [actor.answersTo])],
      createdAt: at,
    });
    if (repeat.key !== undefined) {
      const { subject } = actor;
      await insertRequest(tx, { subject, key: repeat.key, sha256, intentId: id, at });
    }
    const detail = {
      package: what.name,
      version: what.version,
      action: wish.action,
      ring: wish.ring,
      target: Object.fromEntries(Object.entries(wish.target).filter(([, all]) => all.length > 0)),
    };
    await audit(tx, { actor: actor.id, action: 'deployment.create', subject: id, detail });
    return { id, isNew: true };
  });
  if (made.isNew) wake();
  return made;
}

/** Is it something that a device can be told? @throws InvalidError, NotFoundError */
async function checkWish(tx: Tx, wish: IntentWish): Promise<OrderableRow> {
  const { packageId, versionId, action, plan } = wish;
  const found = await selectOrderable(tx, packageId, versionId);
  if (!found) throw new NotFoundError('package', packageId);
  if (action === 'remove' && versionId !== null) {
    const message = 'Every version is removed; leave package_version_id out.';
    throw new InvalidError(message, { code: 'version_not_wanted' });
  }
  if (action !== 'remove') {
    if (versionId === null) {
      throw new InvalidError('Name the version: package_version_id.', { code: 'version_missing' });
    }
    if (found.versionId === null) throw new NotFoundError('package version', versionId);
    if (found.state !== 'published') {
      throw new InvalidError(
        `Version ${found.version} of ${found.name} is ${found.state}; only what is published is ordered.`,
        { code: 'not_published' },
      );
    }
  }
  if (targetKinds.every((kind) => wish.target[kind].length === 0)) {
    const message = 'Say where: sites, business units, device groups or devices.';
    throw new InvalidError(message, { code: 'no_target' });
  }
  const { notBeforeMs, deadlineMs } = plan;
  if (notBeforeMs !== null && deadlineMs !== null && deadlineMs <= notBeforeMs) {
    throw new InvalidError('The deadline has to come after the beginning.', { code: 'deadline' });
  }
  checkItem(wish, found);
  return found;
}

/** Asks the rules of the wire, so that nothing is ordered which no device would take. */
function checkItem(wish: IntentWish, found: OrderableRow): void {
  const format = executorFormat(found.format, found.name);
  if (format === undefined) {
    throw new InvalidError(
      `No agent installs a .${found.format}; upload the installer that is in it.`,
      { code: 'not_installable' },
    );
  }
  const { action, ring, plan } = wish;
  try {
    const item = {
      assignment: randomId(),
      packageName: found.name,
      format,
      action: action === 'remove' ? ('remove' as const) : ('pin' as const),
      version: found.version ?? '',
      artifact: null,
      rollback: false,
      ring,
      plane: wish.plane,
      ...plan,
    };
    encodeSlice({ device: randomId(), items: [item] });
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const message = `No device would take this order: ${error.message}.`;
    throw new InvalidError(message, { code: 'no_device_would', cause: error });
  }
}

/** @throws NotFoundError for what is not there or not in reach: both look the same */
async function checkTargets(tx: Tx, target: Target, actor: Actor): Promise<void> {
  for (const kind of ['site', 'device_group', 'device'] as const) {
    const [missing] = await missingTargets(tx, kind, target[kind]);
    if (missing !== undefined) throw new NotFoundError(targetWords[kind], missing);
  }
  for (const kind of targetKinds) {
    for (const value of target[kind]) {
      if (!(await mayAim(tx, kind, value, actor))) {
        throw new NotFoundError(targetWords[kind], value);
      }
    }
  }
}

const targetWords: Readonly<Record<TargetKind, string>> = {
  site: 'site',
  business_unit: 'business unit',
  device_group: 'device group',
  device: 'device',
};

/**
 * Does the actor's reach hold all of a target, also what comes to it later? A group crosses sites and a
 * business unit gains some, so that these have to be within the grant by name.
 */
async function mayAim(tx: Tx, kind: TargetKind, value: string, actor: Actor): Promise<boolean> {
  if (kind === 'site' || kind === 'device') {
    const place = await placeOf(tx, { kind, id: value });
    return place !== undefined && holds(actor, permission, place);
  }
  const whole =
    kind === 'business_unit'
      ? { ...everything, businessUnits: [value] }
      : { ...everything, deviceGroups: [value] };
  return reachOf(actor, permission).some((scope) => isWithin(whole, scope));
}

/** What of an intent the caller last saw: `If-Match`; undefined: whatever it is now. */
export type Seen = string | undefined;

export const etagOf = ({ revision }: Pick<IntentRow, 'revision'>): string => `"${revision}"`;

async function begin(
  tx: Tx,
  id: string,
  visible: Visible,
  actor: Actor,
  seen: Seen,
): Promise<IntentRow> {
  const intent = await lockIntent(tx, visible, id);
  if (!intent) throw new NotFoundError('deployment intent', id);
  for (const kind of targetKinds) {
    for (const value of intent.target[kind]) {
      if (await mayAim(tx, kind, value, actor)) continue;
      throw new ForbiddenError(
        'It is also aimed at places that your grants do not reach.',
        'out_of_scope',
      );
    }
  }
  if (seen !== undefined && seen !== '*' && seen !== etagOf(intent)) {
    throw new PreconditionError('It was changed meanwhile; look at it again, then decide.');
  }
  return intent;
}

/**
 * Ends an order: devices that have not carried it out leave it. What is installed stays.
 * @throws NotFoundError, ForbiddenError, PreconditionError, ConflictError when it is over already
 */
export async function cancelOrder(
  { db, now, wake }: DeploymentsDeps,
  id: string,
  visible: Visible,
  actor: Actor,
  seen: Seen,
): Promise<void> {
  await db.transaction(async (tx) => {
    const intent = await begin(tx, id, visible, actor, seen);
    if (intent.state === 'cancelled') {
      throw new ConflictError('It was cancelled before.', 'wrong_state');
    }
    await cancelIntent(tx, id, actor.id, now());
    const detail = { package: intent.packageName, version: intent.version };
    await audit(tx, { actor: actor.id, action: 'deployment.cancel', subject: id, detail });
  });
  wake();
}

/**
 * Has devices that gave up begin anew; those that are done stay so.
 * @throws NotFoundError, ForbiddenError, PreconditionError, ConflictError for a cancelled one
 */
export async function retryOrder(
  { db, now, wake }: DeploymentsDeps,
  id: string,
  visible: Visible,
  actor: Actor,
  seen: Seen,
): Promise<void> {
  await db.transaction(async (tx) => {
    const intent = await begin(tx, id, visible, actor, seen);
    if (intent.state === 'cancelled') {
      throw new ConflictError('It was cancelled; make a new one.', 'wrong_state');
    }
    await renameAssignment(tx, intent, randomId(), actor.id, now());
    const detail = { package: intent.packageName, try: intent.tries + 1 };
    await audit(tx, { actor: actor.id, action: 'deployment.retry', subject: id, detail });
  });
  wake();
}

/** A plane by its word; the schema let no other pass. */
export const planeOf = (word: string | undefined): Plane =>
  planes.find((each) => each === word) ?? 'agent';
