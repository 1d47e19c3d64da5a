/** What is known of the hub's box keys and of who still wraps for an old one. */
export interface BoxState {
  /** Numbers of the keys that are still there. */
  readonly held: readonly number[];
  readonly newest: { readonly no: number; readonly begunAt: Date | null };
  /** Executed erasures whose keys lie wrapped for `boxNo` or an older one. */
  readonly erasures: readonly { readonly boxNo: number; readonly dueAt: Date }[];
  /** The least of the numbers that the relays of all sites said their documents name; null: no relay. */
  readonly saidByAll: number | null;
}
export type BoxStep =
  | { readonly act: 'begin' }
  | { readonly act: 'destroy'; readonly no: number }
  | { readonly act: 'none' };

const dayMs = 86_400_000;
/** Every device tells its names anew for a new key: not more often than so. */
const beginEveryMs = dayMs;
/** The last day on which a site is waited for. */
const reserveMs = 2 * dayMs;

/**
 * What comes next. An erasure ends the period of the key for which its subjects were wrapped: a new one
 * begins, and the old one is destroyed when every site's devices know the new one, or two days before
 * the erasure is due, whoever is still away. What is on its way for a destroyed key is told again by
 * its device, once that knows the new one.
 */
export function nextBoxStep(state: BoxState, now: Date): BoxStep {
  const { held, newest, erasures, saidByAll } = state;
  const waits = erasures.filter(({ boxNo }) => held.some((no) => no <= boxNo));
  if (waits.length === 0) return { act: 'none' };
  if (waits.some(({ boxNo }) => boxNo >= newest.no)) {
    const { begunAt } = newest;
    const isEarly = begunAt !== null && now.getTime() < begunAt.getTime() + beginEveryMs;
    return isEarly ? { act: 'none' } : { act: 'begin' };
  }
  const isKnown = saidByAll === null || saidByAll >= newest.no;
  const isLate = (dueAt: Date): boolean => now.getTime() >= dueAt.getTime() - reserveMs;
  const ends = waits.filter(({ dueAt }) => isKnown || isLate(dueAt));
  const no = held.find((each) => ends.some(({ boxNo }) => each <= boxNo));
  return no === undefined ? { act: 'none' } : { act: 'destroy', no };
}
