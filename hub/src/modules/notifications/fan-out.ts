import type { Database } from '../../platform/db.ts';
import { sealedEntries, sealedThrough, type SealedEntry } from '../audit/index.ts';
import { isRouted, severityOf } from './routing.ts';
import {
  insertDeliveries,
  lockCursor,
  moveCursor,
  subscriptions,
  type NewDelivery,
  type SubscriptionRow,
} from './store.ts';

const entriesPerTurnMax = 500;
/** Deliveries that one replay may make. */
export const replayMax = 10_000;

export interface FanOutDeps {
  readonly db: Database;
  readonly now: () => Date;
}

/** What a subscriber gets to read. */
export function eventOf(entry: SealedEntry): Record<string, unknown> {
  const { position, at, actor, action, subject, detail } = entry;
  const severity = severityOf(action);
  return { type: action, severity, position, at: at.toISOString(), actor, subject, detail };
}

/**
 * Makes deliveries of what was sealed since: the cursor moves in the same transaction, so each entry
 * is on its way to each subscription exactly once. Says how many entries were looked at.
 */
export function fanOutTurn({ db, now }: FanOutDeps): Promise<number> {
  return db.transaction(async (tx) => {
    const after = await lockCursor(tx);
    const active = (await subscriptions(tx)).filter(
      ({ enabled, followsRecord }) => enabled && followsRecord,
    );
    if (active.length === 0) {
      const through = await sealedThrough(tx);
      if (through > after) await moveCursor(tx, through);
      return 0;
    }
    const entries = await sealedEntries(tx, after, entriesPerTurnMax);
    const last = entries.at(-1);
    if (!last) return 0;
    const made = entries.flatMap((entry) => deliveriesOf(entry, active));
    await insertDeliveries(tx, made, now());
    await moveCursor(tx, last.position);
    return entries.length;
  });
}

function deliveriesOf(entry: SealedEntry, active: readonly SubscriptionRow[]): NewDelivery[] {
  const { position, action } = entry;
  return active
    .filter((each) => position > each.fromPosition && isRouted(each, action))
    .map(({ id }) => ({ subscriptionId: id, position, event: eventOf(entry) }));
}

/**
 * Sends a range of the record to one subscription again, as its route is now. Says how many
 * deliveries were made; at most `replayMax`.
 */
export function replay(
  { db, now }: FanOutDeps,
  to: SubscriptionRow,
  range: { readonly from: number; readonly through: number },
): Promise<number> {
  return db.transaction(async (tx) => {
    let made = 0;
    let after = range.from - 1;
    while (made < replayMax && after < range.through) {
      const entries = await sealedEntries(tx, after, entriesPerTurnMax);
      const wanted = entries
        .filter(({ position, action }) => position <= range.through && isRouted(to, action))
        .slice(0, replayMax - made)
        .map((entry) => {
          return { subscriptionId: to.id, position: entry.position, event: eventOf(entry) };
        });
      await insertDeliveries(tx, wanted, now());
      made += wanted.length;
      const last = entries.at(-1);
      if (!last) break;
      after = last.position;
    }
    return made;
  });
}
