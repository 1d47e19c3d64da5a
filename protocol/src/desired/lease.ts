import { likelyMs, type TimeInterval } from '../clock.ts';
import type { SiteClass } from '../enrolment.ts';
import type { LeaseTerms } from './model.ts';

/** FRESH, GRACE, HOLD, SAFE: what a site may still do on the director's last word. */
export const leaseStates = ['fresh', 'grace', 'hold', 'safe'] as const;
export type LeaseState = (typeof leaseStates)[number];

const day = 86_400_000;

/** What holds where nobody chose other terms, by how a site is connected. */
export const leaseDefaults: Readonly<Record<SiteClass, LeaseTerms>> = {
  online: { freshMs: day, graceMs: 7 * day, holdMs: 30 * day },
  intermittent: { freshMs: 14 * day, graceMs: 45 * day, holdMs: 90 * day },
  air_gapped: { freshMs: 60 * day, graceMs: 120 * day, holdMs: 365 * day },
};

/** When a document was signed. */
export interface Issued {
  readonly loMs: number;
  readonly hiMs: number;
}
/** The time as it is known, and what the wall clock says, which is a hint. */
export interface HintedTime extends TimeInterval {
  readonly wallMs?: number;
}
export interface Lease {
  readonly state: LeaseState;
  /** The hint says a later state: shown, and new installs wait. */
  readonly possiblyLater: boolean;
}

/**
 * The state of a lease (EUCORA D6). It runs on `lo`: a document is only as old as it certainly is, so no
 * clock that lies ends a lease, and one that is switched off does not run. The wall clock, where the
 * bounds allow it, only makes the answer doubtful.
 */
export function leaseStateOf(terms: LeaseTerms, issued: Issued, now: HintedTime): Lease {
  const state = stateAt(terms, now.loMs - issued.hiMs);
  const hint = now.wallMs === undefined ? (now.hiMs ?? now.loMs) : likelyMs(now, now.wallMs);
  const likely = stateAt(terms, hint - issued.loMs);
  return { state, possiblyLater: leaseStates.indexOf(likely) > leaseStates.indexOf(state) };
}

function stateAt({ freshMs, graceMs, holdMs }: LeaseTerms, ageMs: number): LeaseState {
  if (ageMs < freshMs) return 'fresh';
  if (ageMs < graceMs) return 'grace';
  return ageMs < holdMs ? 'hold' : 'safe';
}

/** When each later state begins, Unix ms: what a countdown shows. */
export function leaseEnds(
  terms: LeaseTerms,
  issued: Issued,
): Readonly<Record<Exclude<LeaseState, 'fresh'>, number>> {
  return {
    grace: issued.hiMs + terms.freshMs,
    hold: issued.hiMs + terms.graceMs,
    safe: issued.hiMs + terms.holdMs,
  };
}

export const deviceActions = [
  'new_install',
  'already_signed',
  'security',
  'rollback',
  'revoke',
  'enrol',
  'rotate',
  'local_approval',
  'self_update',
  'meter',
] as const;
export type DeviceAction = (typeof deviceActions)[number];

const untilGrace = { fresh: true, grace: true, hold: false, safe: false } as const;
const untilHold = { fresh: true, grace: true, hold: true, safe: false } as const;
const always = { fresh: true, grace: true, hold: true, safe: true } as const;

/**
 * What is allowed in which state. `already_signed`: the device took the order while the lease was fresh.
 * Enrolling lets a device observe and meter, and its ticket has an end of its own.
 */
export const actionsByState: Readonly<Record<DeviceAction, Readonly<Record<LeaseState, boolean>>>> =
  {
    new_install: { fresh: true, grace: false, hold: false, safe: false },
    already_signed: untilGrace,
    security: untilHold,
    rollback: untilHold,
    revoke: always,
    enrol: always,
    rotate: always,
    local_approval: untilHold,
    self_update: untilGrace,
    meter: always,
  };

export type LeaseCode = 'lease_grace' | 'lease_hold' | 'lease_safe' | 'lease_possibly_over';

/** Why an action has to wait for a newer document; undefined when it may be done. */
export function mayDo(
  action: DeviceAction,
  { state, possiblyLater }: Lease,
): LeaseCode | undefined {
  if (!actionsByState[action][state]) {
    return state === 'safe' ? 'lease_safe' : state === 'hold' ? 'lease_hold' : 'lease_grace';
  }
  return action === 'new_install' && possiblyLater ? 'lease_possibly_over' : undefined;
}
