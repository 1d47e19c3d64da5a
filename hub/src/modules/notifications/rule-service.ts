import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '../../platform/db.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import { endedByPerson } from './alert-kinds.ts';
import {
  acknowledge,
  deleteRule,
  endAlert,
  insertRule,
  listRules,
  selectAlert,
  selectRule,
  updateRule,
  type ListedAlert,
  type RuleFields,
  type RuleRow,
} from './alert-store.ts';
import { insertDeliveries, subscriptions } from './store.ts';

export interface RuleDeps {
  readonly db: Database;
  readonly now: () => Date;
}

const rulesMax = 200;

async function checkTargets(tx: Tx, targets: readonly string[]): Promise<void> {
  const known = new Set((await subscriptions(tx)).map(({ id }) => id));
  const missing = targets.find((id) => !known.has(id));
  if (missing === undefined) return;
  throw new InvalidError(`There is no webhook or mail target "${missing}"; list what there is.`, {
    code: 'unknown_target',
  });
}

/** Makes a rule. @throws InvalidError for a target that there is not */
export async function createRule(
  { db, now }: RuleDeps,
  fields: RuleFields,
  actor: string,
): Promise<RuleRow> {
  const id = randomUUID();
  return db.transaction(async (tx) => {
    if ((await listRules(tx)).length >= rulesMax) {
      throw new ConflictError(`There are ${rulesMax} rules; delete one first.`);
    }
    await checkTargets(tx, fields.targets);
    await insertRule(tx, id, fields, { by: actor, at: now() });
    const detail = { ...fields };
    await audit(tx, { actor, action: 'alert_rule.create', subject: id, detail });
    return (await selectRule(tx, id))!;
  });
}

async function lockedRule(tx: Tx, id: string, version?: number): Promise<RuleRow> {
  const row = await selectRule(tx, id, true);
  if (!row) throw new NotFoundError('alert rule', id);
  if (version === undefined || version === row.version) return row;
  throw new ConflictError(
    `This rule was changed meanwhile: it is at version ${row.version}. Read it again.`,
    'stale',
  );
}

/** Changes what is named. @throws ConflictError stale when it is no longer at `version` */
export async function changeRule(
  { db, now }: RuleDeps,
  id: string,
  to: Partial<RuleFields> & { readonly version?: number },
  actor: string,
): Promise<RuleRow> {
  const { version, ...fields } = to;
  return db.transaction(async (tx) => {
    const row = await lockedRule(tx, id, version);
    await checkTargets(tx, fields.targets ?? []);
    await updateRule(tx, id, { ...row, ...fields }, now());
    const detail = { ...fields };
    await audit(tx, { actor, action: 'alert_rule.change', subject: id, detail });
    return (await selectRule(tx, id))!;
  });
}

export async function removeRule({ db }: RuleDeps, id: string, actor: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { name } = await lockedRule(tx, id);
    await deleteRule(tx, id);
    await audit(tx, { actor, action: 'alert_rule.delete', subject: id, detail: { name } });
  });
}

/** Sends to every target of a rule what a message of it looks like; says how many that are. */
export async function testRule({ db, now }: RuleDeps, id: string, actor: string): Promise<number> {
  return db.transaction(async (tx) => {
    const rule = await lockedRule(tx, id);
    const at = now();
    const sample = {
      id: 0,
      kind: rule.kinds[0] ?? 'site.offline',
      severity: rule.severityMin,
      site: rule.sites?.[0] ?? null,
      title: 'A test of this rule: nothing has happened',
      detail: `Asked for by ${actor}.`,
      since: at.toISOString(),
      ended_at: null,
    };
    const event = {
      type: 'alert',
      severity: rule.severityMin,
      at: at.toISOString(),
      rule: { id, name: rule.name },
      counts: { opened: 1, repeated: 0, ended: 0 },
      opened: [sample],
      repeated: [],
      ended: [],
      omitted: 0,
    };
    const made = rule.targets.map((subscriptionId) => ({ subscriptionId, position: null, event }));
    await insertDeliveries(tx, made, at);
    await audit(tx, { actor, action: 'alert_rule.test', subject: id });
    return made.length;
  });
}

/**
 * Somebody has seen an alert: it is told of no more while it lasts. What happened once, and has no
 * end by itself, ends with it.
 */
export async function acknowledgeAlert(
  { db, now }: RuleDeps,
  id: number,
  actor: string,
): Promise<ListedAlert> {
  return db.transaction(async (tx) => {
    const alert = await selectAlert(tx, id);
    if (!alert) throw new NotFoundError('alert', String(id));
    if (!(await acknowledge(tx, id, now(), actor))) {
      throw new ConflictError('This alert has ended.', 'ended');
    }
    if (endedByPerson.has(alert.kind)) await endAlert(tx, id, now(), actor);
    const { kind, title, siteId } = alert;
    const detail = { alert: id, kind, title };
    await audit(tx, { actor, action: 'alert.acknowledged', subject: siteId ?? 'hub', detail });
    return (await selectAlert(tx, id))!;
  });
}
