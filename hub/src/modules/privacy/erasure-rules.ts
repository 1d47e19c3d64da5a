import { separateDuties, type Done, type DutyVerdict } from '../identity/index.ts';

/** Where an erasure stands. `executed`: done at the hub; `confirmed`: by every site and device, too. */
export const erasureStates = [
  'requested',
  'approved',
  'rejected',
  'cancelled',
  'executed',
  'confirmed',
] as const;
export type ErasureState = (typeof erasureStates)[number];

/** Why somebody is erased: GDPR article 17 (1) by its letters; DPDP section 12. */
export const erasureGrounds = [
  'no_longer_needed',
  'consent_withdrawn',
  'objection',
  'unlawful',
  'legal_obligation',
  'dpdp_request',
] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

const dayMs = 86_400_000;

/** One month (GDPR article 12 (3)), as thirty days: never later than any month. */
export function dueAt(requestedAt: Date): Date {
  return new Date(requestedAt.getTime() + 30 * dayMs);
}

/** What a person does with an erasure. */
export type ErasureAct = 'approve' | 'reject' | 'cancel';

/** From which state to which; what was executed can't be taken back, since its keys are gone. */
const acts = {
  approve: { from: ['requested'], to: 'approved' },
  reject: { from: ['requested'], to: 'rejected' },
  cancel: { from: ['requested', 'approved'], to: 'cancelled' },
} as const satisfies Record<
  ErasureAct,
  { readonly from: readonly ErasureState[]; readonly to: ErasureState }
>;

/** The state after an act; undefined: it is not possible in this state. */
export function afterAct(state: ErasureState, act: ErasureAct): ErasureState | undefined {
  const { from, to } = acts[act];
  const allowed: readonly ErasureState[] = from;
  return allowed.includes(state) ? to : undefined;
}

/** May somebody decide about an erasure that others asked for? Who asked does not. */
export function mayDecide(
  act: 'approve' | 'reject',
  actor: { readonly id: string; readonly answersTo: string | null },
  requestedBehind: readonly string[],
): DutyVerdict {
  const history: Done[] = [{ deed: 'erasure.request', by: requestedBehind }];
  return separateDuties(`erasure.${act}`, actor, history);
}

/** Everybody who stands behind what an actor does. */
export function behind(actor: {
  readonly id: string;
  readonly answersTo: string | null;
}): string[] {
  return actor.answersTo === null ? [actor.id] : [actor.id, actor.answersTo];
}

const namedCharactersMin = 3; // shorter ones are in any text

/** A name that a text gives away; the reason of an erasure outlives it and must name nobody. */
export function nameIn(text: string, names: readonly (string | null)[]): string | undefined {
  const lower = text.toLowerCase();
  return names
    .filter((name) => name !== null)
    .find((name) => {
      const parts = [name, ...name.split(/[\s.@_-]+/u)].map((part) => part.trim().toLowerCase());
      return parts.some((part) => part.length >= namedCharactersMin && lower.includes(part));
    });
}

/** One part of an erasure, and whether it is done there. */
export type PartState = 'pending' | 'done';

/** Is an executed erasure confirmed everywhere? */
export function isConfirmed(parts: readonly PartState[]): boolean {
  return parts.every((part) => part === 'done');
}
