import type { Database, Tx } from '../../platform/db.ts';
import type { Logger } from '../../platform/logger.ts';
import { audit, sealedEntries } from '../audit/index.ts';
import { alertOfEntry, type AlertKind, type AlertSource, type Condition } from './alert-kinds.ts';
import { planAlerts, returnMs, type Alert } from './alert-plan.ts';
import {
  applySteps,
  knownAlerts,
  listRules,
  lockAlertCursor,
  moveAlertCursor,
  noteTold,
  openNotices,
  passOverEnds,
} from './alert-store.ts';
import { planNotices, type NoticeGroup } from './notice-plan.ts';
import { severities, type Severity } from './routing.ts';
import { insertDeliveries, subscriptions } from './store.ts';

const entriesPerTurnMax = 500;
/** Alerts that one message names; of the rest it says how many they are. */
export const itemsMax = 100;

export interface AlertDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly sources: readonly AlertSource[];
}

interface Found {
  readonly looked: Set<AlertKind>;
  readonly conditions: Condition[];
}

/**
 * One look at everything: opens, returns and ends alerts, and puts what rules tell of them into the
 * outbox, all in one transaction, so that nothing is told twice or lost. Says how many messages.
 */
export async function alertTurn(deps: AlertDeps): Promise<number> {
  const { db, now } = deps;
  const at = now();
  const found = await look(deps, at);
  return db.transaction(async (tx) => {
    const told = await newEntries(tx);
    const conditions = [...found.conditions, ...told];
    const known = await knownAlerts(tx, new Date(at.getTime() - returnMs));
    const steps = planAlerts(known, conditions, found.looked, at);
    const { begun, ended } = await applySteps(tx, steps, at);
    for (const alert of begun) await note(tx, 'alert.opened', alert);
    for (const alert of ended) await note(tx, 'alert.ended', alert);
    await passOverEnds(tx, at);
    return tell(tx, at);
  });
}

async function look({ sources, logger }: AlertDeps, at: Date): Promise<Found> {
  const found: Found = { looked: new Set(), conditions: [] };
  for (const source of sources) {
    try {
      found.conditions.push(...(await source.read(at)));
      for (const kind of source.kinds) found.looked.add(kind);
    } catch (error) {
      logger.warn({ err: error, kinds: source.kinds }, 'alerts could not be looked for');
    }
  }
  return found;
}

/** What the audit record says since the last look. */
async function newEntries(tx: Tx): Promise<Condition[]> {
  const conditions: Condition[] = [];
  let after = await lockAlertCursor(tx);
  for (;;) {
    const entries = await sealedEntries(tx, after, entriesPerTurnMax);
    const last = entries.at(-1);
    if (!last) return conditions;
    conditions.push(...entries.flatMap((entry) => alertOfEntry(entry) ?? []));
    after = last.position;
    await moveAlertCursor(tx, after);
  }
}

async function note(tx: Tx, action: string, alert: Alert): Promise<void> {
  const { kind, severity, siteId, title } = alert;
  const subject = siteId ?? 'hub';
  const detail = { alert: alert.id, kind, severity, title };
  await audit(tx, { actor: 'hub', action, subject, detail });
}

async function tell(tx: Tx, at: Date): Promise<number> {
  const rules = await listRules(tx);
  const alerts = await knownAlerts(tx, new Date(at.getTime() - returnMs));
  const notices = await openNotices(
    tx,
    alerts.map(({ id }) => id),
  );
  const groups = planNotices(rules, alerts, notices, at);
  if (groups.length === 0) return 0;
  const enabled = new Set(
    (await subscriptions(tx)).filter((target) => target.enabled).map(({ id }) => id),
  );
  for (const group of groups) {
    const event = eventOf(group, at);
    const targets = rules.find(({ id }) => id === group.rule.id)?.targets ?? [];
    const made = targets
      .filter((id) => enabled.has(id))
      .map((subscriptionId) => ({ subscriptionId, position: null, event }));
    await insertDeliveries(tx, made, at);
    const begun = [...group.opened, ...group.repeated].map(({ id }) => id);
    await noteTold(tx, group.rule.id, { begun, ended: group.ended.map(({ id }) => id) }, at);
  }
  return groups.length;
}

/** What a target gets to read: bounded, the worst first. */
export function eventOf(group: NoticeGroup, at: Date): Record<string, unknown> {
  const { rule, opened, repeated, ended } = group;
  let room = itemsMax;
  const take = (alerts: readonly Alert[]) => {
    const items = alerts.toSorted((a, b) => rank(b.severity) - rank(a.severity)).slice(0, room);
    room -= items.length;
    return items.map(itemOf);
  };
  const all = [...opened, ...repeated, ...ended];
  const severity = [...opened, ...repeated].reduce<Severity>(
    (worst, each) => (rank(each.severity) > rank(worst) ? each.severity : worst),
    'info',
  );
  return {
    type: 'alert',
    severity,
    at: at.toISOString(),
    rule: { id: rule.id, name: rule.name },
    counts: { opened: opened.length, repeated: repeated.length, ended: ended.length },
    opened: take(opened),
    repeated: take(repeated),
    ended: take(ended),
    omitted: Math.max(0, all.length - itemsMax),
  };
}

const rank = (severity: Severity): number => severities.indexOf(severity);

function itemOf(alert: Alert) {
  const { id, kind, severity, siteId, title, detail } = alert;
  return {
    id,
    kind,
    severity,
    site: siteId,
    title,
    detail,
    since: alert.since.toISOString(),
    ended_at: alert.endedAt?.toISOString() ?? null,
  };
}
