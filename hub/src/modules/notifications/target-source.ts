import type { Queryable } from '../../platform/db.ts';
import type { AlertSource, Condition } from './alert-kinds.ts';
import { subscriptions, type SubscriptionRow } from './store.ts';

const failingMsMin = 3_600_000;

/** Who can't be told for an hour: somebody has to hear of it by another way. */
export function failingTargets(db: Queryable): AlertSource {
  return {
    kinds: ['target.failing'],
    read: async (now) => (await subscriptions(db)).flatMap((row) => conditionOf(row, now)),
  };
}

function conditionOf({ id, name, failingSince }: SubscriptionRow, now: Date): Condition[] {
  if (failingSince === null || now.getTime() - failingSince.getTime() < failingMsMin) return [];
  return [
    {
      key: `target.failing:${id}`,
      kind: 'target.failing',
      severity: 'warning',
      siteId: null,
      title: `${name} can't be told of anything`,
      detail: 'What is for it waits; its deliveries say why it fails.',
      since: failingSince,
    },
  ];
}
