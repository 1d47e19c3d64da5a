import { isBelowFloor } from '../trust/versions.ts';
import type { DesiredItem } from './model.ts';

/** Acts that a stolen director key alone must not bring about. */
export type Danger = 'removal' | 'below_min_version' | 'late_ring';

/** What each is, for whoever is asked to sign. */
export const dangerWords: Readonly<Record<Danger, string>> = {
  removal: 'it removes software',
  below_min_version: 'the publisher says that no version below its min_version should be run',
  late_ring: 'it goes to ring 3 or 4, which is nearly everybody',
};

/** From this ring on an act reaches so many that an approver has to agree. */
export const lateRing = 3;

export interface DangerFacts {
  readonly installed: string | null; // null: not installed, or not known
  /** The publisher's floor, of the image side; null: there is none, or it is not known. */
  readonly minVersion: string | null;
}

/**
 * What of an item needs approvers, and why; [] when nothing does (EUCORA D7). Versions below the
 * publisher's floor are genuine, so the image side alone would let a thief of the director key bring
 * them back, or bring them new.
 */
export function dangersOf(
  item: Pick<DesiredItem, 'action' | 'version' | 'ring'>,
  { installed, minVersion }: DangerFacts,
): readonly Danger[] {
  const dangers: Danger[] = [];
  if (item.action === 'remove') dangers.push('removal');
  const isNews = item.action === 'pin' || item.version !== installed;
  if (item.action !== 'remove' && isNews && isBelowFloor(item.version, minVersion ?? undefined)) {
    dangers.push('below_min_version');
  }
  if (item.ring >= lateRing) dangers.push('late_ring');
  return dangers;
}
