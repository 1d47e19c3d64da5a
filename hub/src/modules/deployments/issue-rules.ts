import type { LeaseTerms } from '@eucora/protocol/desired';

/** The newest document that a site was given. */
export interface NewestDocument {
  readonly contentHash: string; // over all slices
  readonly issuedMs: number;
  /** It orders acts that need an approver, signed by one or not. */
  readonly hasDangers: boolean;
  /** Root still names the key that signed it. */
  readonly isBelieved: boolean;
}
/** What it would be told now. */
export interface WantedContent {
  readonly contentHash: string;
  readonly items: number;
}

const refreshShare = 0.25;
/**
 * An approver signs one document: a newer one has to be signed anew, so these are let grow older
 * before they are renewed for the lease's sake alone.
 */
const refreshShareSigned = 0.75;

export const issueCauses = ['first', 'changed', 'keys', 'lease'] as const;
export type IssueCause = (typeof issueCauses)[number];

/**
 * Why a site is told anew, undefined: it is not. A site that never had an order needs no word; one that
 * had some hears regularly, else its lease would run out.
 */
export function issueCause(
  newest: NewestDocument | undefined,
  wanted: WantedContent,
  lease: LeaseTerms,
  nowMs: number,
): IssueCause | undefined {
  if (newest === undefined) return wanted.items > 0 ? 'first' : undefined;
  if (newest.contentHash !== wanted.contentHash) return 'changed';
  if (!newest.isBelieved) return 'keys';
  const share = newest.hasDangers ? refreshShareSigned : refreshShare;
  return nowMs - newest.issuedMs >= share * lease.freshMs ? 'lease' : undefined;
}
