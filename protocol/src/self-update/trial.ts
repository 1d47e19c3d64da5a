import type { Proof } from './files.ts';
import type { SlotEvent } from './slots.ts';

/** What a program on trial knows of itself. Its home is open, else it would not ask. */
export interface TrialFacts {
  readonly aliveMs: number;
  /** It has spoken with its relay (an agent) or its hub (a relay), or needs none. */
  readonly spoke: boolean;
  /** Somebody takes connections where those are; null: not asked yet. */
  readonly isSomebodyThere: boolean | null;
  /** Why it is not let in. */
  readonly trouble: string | null;
}
export type TrialVerdict =
  | { readonly verdict: 'wait' }
  | { readonly verdict: 'proven' | 'failed'; readonly said: string };

export const trialLimits = {
  steadyMs: 20_000, // so long it lives before it proves anything
  contactMs: 120_000, // so long it tries to speak before it may say that nobody is there
  overMs: 300_000, // then its launcher ends it
  endMs: 15_000, // from asking it to end to making it
} as const;

/**
 * Whether a program has proven itself. Who can't speak where somebody listens has not: a version that
 * nobody can reach could never be replaced. Where nobody listens, the version before could not speak
 * either, and saying so is enough.
 */
export function judgeTrial(
  facts: TrialFacts,
  limits: { readonly steadyMs: number; readonly contactMs: number } = trialLimits,
): TrialVerdict {
  if (facts.aliveMs < limits.steadyMs) return { verdict: 'wait' };
  if (facts.spoke) return { verdict: 'proven', said: 'it runs and has spoken' };
  if (facts.aliveMs < limits.contactMs) return { verdict: 'wait' };
  if (facts.isSomebodyThere === null) return { verdict: 'wait' };
  if (!facts.isSomebodyThere) {
    return { verdict: 'proven', said: 'it runs; nobody listens where it would speak' };
  }
  const why = facts.trouble ?? 'it got no answer where somebody listens';
  return { verdict: 'failed', said: why };
}

/** How a life on trial came to its end, and what it left behind. */
export interface TrialEnd {
  readonly nonce: string;
  readonly proof: Proof | null;
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly endedBy: string | null;
  /** It was ended because its time was over, or because the machine or its operator wanted it. */
  readonly cause: 'itself' | 'over' | 'outside';
}

/**
 * What follows for the slots. An end in peace is part of the proof: the program has closed its home by
 * then, and can be ended.
 */
export function endOfTrial({ nonce, proof, code, endedBy, cause }: TrialEnd): SlotEvent {
  const own = proof?.nonce === nonce ? proof : null;
  if (code === 0 && own?.proven) return { kind: 'proven', nonce, said: own.said };
  if (cause === 'outside') return { kind: 'stopped' };
  if (own && !own.proven) return { kind: 'failed', why: own.said };
  if (cause === 'over') return { kind: 'failed', why: 'it proved nothing in its time' };
  return { kind: 'failed', why: `it ended by itself with ${endedBy ?? `code ${code}`}` };
}
