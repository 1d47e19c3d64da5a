import { endedByPerson, type AlertKind, type Condition } from './alert-kinds.ts';

/** An alert as it is kept: a condition, when it was noticed and what became of it. */
export interface Alert extends Condition {
  readonly id: number;
  readonly openedAt: Date;
  /** Since when the condition is not seen any more; null: it is. */
  readonly calmSince: Date | null;
  /** How often it came back within a day of its end. */
  readonly returns: number;
  readonly endedAt: Date | null;
  readonly acknowledgedAt: Date | null;
}
/** What is to be done about alerts. */
export type AlertStep =
  | { readonly do: 'open'; readonly condition: Condition }
  /** It is so again, or says something else. */
  | { readonly do: 'see'; readonly id: number; readonly condition: Condition }
  | { readonly do: 'return'; readonly id: number; readonly condition: Condition }
  | { readonly do: 'calm'; readonly id: number }
  | { readonly do: 'end'; readonly id: number };

const calmMs = 10 * 60_000;
const calmMsMax = 6 * 3_600_000;
/** Within this time of its end a condition that is there again is the same alert. */
export const returnMs = 86_400_000;

/**
 * How long a condition must be gone until its alert ends. It doubles each time it comes back, so that
 * what flaps is told of a few times a day, not at each turn.
 */
export function calmMsOf(returns: number): number {
  return Math.min(calmMsMax, calmMs * 2 ** Math.min(returns, 16));
}

/**
 * What follows from what was found. `looked`: the kinds that could be looked for; of others nothing
 * is known, and silence of a source ends no alert. `known` has all open alerts, and those that ended
 * within a day.
 */
export function planAlerts(
  known: readonly Alert[],
  found: readonly Condition[],
  looked: ReadonlySet<AlertKind>,
  now: Date,
): AlertStep[] {
  const newest = new Map<string, Alert>();
  for (const alert of known) {
    const other = newest.get(alert.key);
    if (!other || alert.id > other.id) newest.set(alert.key, alert);
  }
  const conditions = new Map(found.map((condition) => [condition.key, condition]));
  const steps = [...conditions.values()].flatMap((condition) => {
    return stepOf(newest.get(condition.key), condition, now);
  });
  for (const alert of newest.values()) {
    if (alert.endedAt !== null || conditions.has(alert.key)) continue;
    if (endedByPerson.has(alert.kind) || !looked.has(alert.kind)) continue;
    if (alert.calmSince === null) steps.push({ do: 'calm', id: alert.id });
    else if (now.getTime() - alert.calmSince.getTime() >= calmMsOf(alert.returns)) {
      steps.push({ do: 'end', id: alert.id });
    }
  }
  return steps;
}

function stepOf(alert: Alert | undefined, condition: Condition, now: Date): AlertStep[] {
  if (!alert) return [{ do: 'open', condition }];
  const { id } = alert;
  if (alert.endedAt !== null) {
    const isFresh = now.getTime() - alert.endedAt.getTime() < returnMs;
    return [isFresh ? { do: 'return', id, condition } : { do: 'open', condition }];
  }
  const isSame =
    alert.title === condition.title &&
    alert.detail === condition.detail &&
    alert.severity === condition.severity;
  return isSame && alert.calmSince === null ? [] : [{ do: 'see', id, condition }];
}
