import type { TimeInterval } from '../clock.ts';

/**
 * `fresh`: not expired, whatever the true time is within its bounds. `unproven`: the upper bound is
 * past the expiry, or there is none. `expired`: even the lower bound is past it.
 */
export type Freshness = 'fresh' | 'unproven' | 'expired';

/**
 * What an expiry means to a device whose time is an interval (PROTOCOL: time). Only the lower bound
 * can refuse: it is the newest time that somebody trusted has signed, so no lying clock moves it, and
 * a device that cannot know the time is not locked out for ever. The upper bound never refuses; past
 * the expiry it makes the answer a doubt that is shown, and freshness is then the lease's business.
 */
export function freshnessAt(expiresMs: number, now: TimeInterval): Freshness {
  // TUF 5.3.10: the expiration must be higher than the time at which the update began.
  if (now.loMs >= expiresMs) return 'expired';
  return now.hiMs === null || now.hiMs >= expiresMs ? 'unproven' : 'fresh';
}
