/*
 * The program that a package installed is never changed: it is the launcher, and what runs when
 * nothing else can. Beside it are two slots. One holds the last good version or nothing; into the
 * other goes a new one, which runs on trial until it has proven itself.
 *
 * INVARIANTS, at every moment at which the power may fail:
 *  - the state on disk is one file, replaced by one rename: it is the old one or the new one;
 *  - the state names no slot that is being written: `clear` is on disk before the first byte;
 *  - a trial is counted on disk before it starts, so that it ends after `triesMax` starts however
 *    they end;
 *  - what is good changes only by `proven`, and only to the program on trial.
 */

export type Slot = 'a' | 'b';

/** The program in a slot, by its bytes. */
export interface Build {
  readonly version: string;
  readonly sha256: string; // hex
  readonly bytes: number;
}
/** A version that has not proven itself yet. */
export interface Trial {
  readonly slot: Slot;
  readonly build: Build;
  /** Starts so far, each counted before it happened. */
  readonly tries: number;
  /** Whoever was started in this trial knows it; nobody else can prove anything. */
  readonly nonce: string;
}
/** How the last trial, or the last good version, came to its end. */
export interface Ending {
  readonly version: string;
  readonly result: 'confirmed' | 'returned';
  readonly why: string;
}
export interface SlotState {
  /** Version of the installed program that this state belongs to; another one ends it. */
  readonly installed: string;
  /** The last good version; null: the installed program. */
  readonly good: { readonly slot: Slot; readonly build: Build } | null;
  readonly trial: Trial | null;
  readonly last: Ending | null;
}

export interface BootEvent {
  readonly kind: 'boot';
  readonly installed: string;
  /** Whether the slots that the state names hold the bytes it names; true for null. */
  readonly goodIsWhole: boolean;
  readonly trialIsWhole: boolean;
}
export type SlotEvent =
  | BootEvent
  /** A slot is about to be written. */
  | { readonly kind: 'clear' }
  /** The slot that is not good holds this program, synced and hashed. */
  | { readonly kind: 'staged'; readonly build: Build; readonly nonce: string }
  /** The program on trial ended in peace and left a proof. */
  | { readonly kind: 'proven'; readonly nonce: string; readonly said: string }
  /** It ended otherwise, or had to be ended. */
  | { readonly kind: 'failed'; readonly why: string }
  /** It was ended from outside, as the machine or its operator wanted: this start does not count. */
  | { readonly kind: 'stopped' };

/** What a launcher starts. */
export interface Start {
  readonly program: Slot | 'installed';
  /** The nonce of the trial that this start is part of. */
  readonly trial: string | null;
}
/** The state to have on disk, and then what to do. */
export interface Step {
  readonly state: SlotState;
  readonly start: Start | null; // only after `boot`
}

/** Starts of one version on trial; a power cut during one of them counts. */
export const slotLimits = { triesMax: 3, whyBytesMax: 500 } as const;

export function freshSlots(installed: string): SlotState {
  return { installed, good: null, trial: null, last: null };
}

/** Where the next version goes: never over the last good one. */
export function otherSlot(state: SlotState): Slot {
  return state.good?.slot === 'a' ? 'b' : 'a';
}

/**
 * What follows from an event. The state is written before anything is started or touched; where it is
 * the one that was given, nothing need be written.
 */
export function nextSlot(state: SlotState, event: SlotEvent): Step {
  switch (event.kind) {
    case 'boot':
      return boot(state, event);
    case 'clear':
      return { state: state.trial ? { ...state, trial: null } : state, start: null };
    case 'staged': {
      const { build, nonce } = event;
      const trial: Trial = { slot: otherSlot(state), build, tries: 0, nonce };
      return { state: { ...state, trial }, start: null };
    }
    case 'proven': {
      const { trial } = state;
      if (trial?.nonce !== event.nonce) return { state, start: null };
      const { slot, build } = trial;
      const last = ending(build, 'confirmed', event.said);
      return { state: { ...state, good: { slot, build }, trial: null, last }, start: null };
    }
    case 'failed': {
      const { trial } = state;
      if (!trial) return { state, start: null };
      const last = ending(trial.build, 'returned', event.why);
      // Until its tries are used it stays on trial; why it failed is remembered.
      const isOver = trial.tries >= slotLimits.triesMax;
      return { state: { ...state, last, trial: isOver ? null : trial }, start: null };
    }
    case 'stopped': {
      const { trial } = state;
      if (!trial || trial.tries === 0) return { state, start: null };
      return { state: { ...state, trial: { ...trial, tries: trial.tries - 1 } }, start: null };
    }
    default:
      return event satisfies never;
  }
}

function boot(before: SlotState, event: BootEvent): Step {
  let state = before;
  // Whoever installs another package means it: what was there before is not good any more.
  if (state.installed !== event.installed) state = freshSlots(event.installed);
  if (state.good && !event.goodIsWhole) {
    const why = 'its bytes are damaged on this disk; the installed program runs';
    state = { ...state, good: null, last: ending(state.good.build, 'returned', why) };
  }
  const { trial } = state;
  if (trial && !event.trialIsWhole) {
    const why = 'its bytes are damaged on this disk';
    state = { ...state, trial: null, last: ending(trial.build, 'returned', why) };
  } else if (trial && trial.tries >= slotLimits.triesMax) {
    const why = state.last?.version === trial.build.version ? state.last.why : 'it never ended';
    state = { ...state, trial: null, last: ending(trial.build, 'returned', why) };
  } else if (trial) {
    const tried = { ...trial, tries: trial.tries + 1 };
    return {
      state: { ...state, trial: tried },
      start: { program: trial.slot, trial: trial.nonce },
    };
  }
  return { state, start: { program: state.good?.slot ?? 'installed', trial: null } };
}

function ending({ version }: Build, result: Ending['result'], why: string): Ending {
  return { version, result, why: why.slice(0, slotLimits.whyBytesMax) };
}
