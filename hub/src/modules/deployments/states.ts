import { deploymentSteps } from '@eucora/protocol/desired';
import type { Outcome } from './compile.ts';

export const deviceStates = [
  ...deploymentSteps,
  'attested',
  'unknown',
  'waits_for_issue',
  'waits_for_approval',
  'superseded',
  'not_ours',
  'not_published',
  'not_vouched',
  'not_listed',
  'cancelled',
] as const;
/** Where an order stands on a device; `unknown`: it is ordered, and the device said nothing yet. */
export type DeviceState = (typeof deviceStates)[number];

export const resultSteps = [...deploymentSteps, 'attested'] as const;
export type ResultStep = (typeof resultSteps)[number];

export const doneSteps: readonly ResultStep[] = ['attested', 'removed', 'unchanged'];

/** The newest word of a device on an assignment. */
export interface Said {
  readonly step: ResultStep;
  readonly code: string;
  readonly detail: string;
}
export interface StateFacts {
  /** What compiling says; undefined: the device is not aimed at (any more). */
  readonly outcome: Outcome | undefined;
  readonly isCancelled: boolean;
  /** The order needs an approver, and its document has none yet. */
  readonly needsApproval: boolean;
  /** A document with this order is issued. */
  readonly isIssued: boolean;
  readonly said: Said | undefined;
}

/**
 * Where an order stands on a device, and why. What the device said comes before what is merely ordered;
 * that nothing can come any more comes before both, unless it was done.
 */
export function deviceState(facts: StateFacts): { state: DeviceState; reason: string } {
  const { outcome, isCancelled, said } = facts;
  const isDone = said !== undefined && doneSteps.includes(said.step);
  if (isDone) return { state: said.step, reason: reasonOf(said) };
  if (isCancelled) return { state: 'cancelled', reason: 'The assignment was cancelled.' };
  if (outcome?.state === 'superseded') {
    return { state: 'superseded', reason: `A newer assignment holds: ${outcome.by}.` };
  }
  if (outcome?.state === 'not_ours') {
    return { state: 'not_ours', reason: `${outcome.plane} executes for this package here.` };
  }
  if (outcome?.state === 'hindered') {
    return { state: outcome.hindrance, reason: hindranceWords[outcome.hindrance] };
  }
  if (said !== undefined && said.code !== 'not_approved') {
    return { state: said.step, reason: reasonOf(said) };
  }
  if (!facts.isIssued) {
    return { state: 'waits_for_issue', reason: 'The site’s document is not signed yet.' };
  }
  if (facts.needsApproval) {
    const reason = 'The site’s document waits for an approver’s signature.';
    return { state: 'waits_for_approval', reason };
  }
  return { state: 'unknown', reason: 'The device has said nothing of it yet.' };
}

const hindranceWords = {
  not_published: 'The version is not published, or was withdrawn.',
  not_vouched: 'No publisher’s signature vouches for the version.',
  not_listed: 'Its bytes are being read; if it stays so, upload the same file again.',
} as const;

const reasonOf = ({ code, detail }: Said): string =>
  [code, detail].filter((part) => part !== '').join(': ');
