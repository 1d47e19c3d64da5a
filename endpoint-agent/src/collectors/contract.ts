// The way of an event: what a collector may state of its machine, and what that may cost.
// Next: endpoint-agent/src/loop/observer.ts

import type { EventBody, Fact, Moment, SoftwareItem, SubjectId } from '@eucora/protocol';
import type { CollectWish } from '../collection/rules.ts';

/** What one run of a collector may cost. Beyond either bound its interval is doubled, and said so. */
export interface CollectorBudget {
  readonly cpuMs: number; // own and children's
  readonly wallMs: number;
}
/**
 * The part of the inventory that one collector answers for. It is whole: what is not in it is gone.
 * Facts of different collectors must differ in section, software items in source.
 */
export interface InventorySlice {
  readonly facts: readonly Fact[];
  readonly software: readonly SoftwareItem[];
}
export interface CollectContext {
  readonly now: () => Moment;
  /** The random id that stands for a user of this machine; the same one for the same name, always. */
  readonly subjectOfUser: (userName: string) => SubjectId;
  /** What the site's settings leave for it to read; what is not wished for is not read at all. */
  readonly wish: CollectWish;
  /** What the run before returned as `state`, also across restarts; undefined at the first. */
  readonly state: unknown;
  /** Aborted when the agent stops or the run takes far too long: give up and reject. */
  readonly signal: AbortSignal;
}
export interface CollectResult {
  /** Absent: this run says nothing about the inventory, and what was known stays. */
  readonly inventory?: InventorySlice;
  /** In the order in which they happened. They enter the spool before `state` is kept. */
  readonly events?: readonly EventBody[];
  /** Points of earlier boots that `events` speak of, for the case that nobody else remembers them. */
  readonly moments?: readonly Moment[];
  /**
   * Plain JSON to be handed to the next run. It is stored after the events are durable: after a
   * crash between the two a run may repeat events, so their identity must not depend on the run.
   * Absent: what was kept before stays.
   */
  readonly state?: unknown;
  /** How many things were looked at, for the cost report. */
  readonly items: number;
  /** CPU time of child processes, ms; the loop measures this process itself. */
  readonly childCpuMs?: number;
  /** One line for the cost report when something was not as it should be. */
  readonly detail?: string;
}
/** Looks at one aspect of the machine. Runs never overlap with themselves. */
export interface Collector {
  readonly name: string; // short, stable, kebab-case
  readonly everyMs: number;
  readonly budget: CollectorBudget;
  /** Rejects when it could not look; the loop reports `failed` and tries again at the next turn. */
  collect(context: CollectContext): Promise<CollectResult>;
  /**
   * Undoes what it changed on the machine and forgets what it saw. Called at a clean stop after the
   * last run, and when the site's settings switch it off: a run after that begins anew.
   */
  stop?(): Promise<void>;
}
/** `collectors/index.ts` exports `createCollectors` of this type: every collector, usage included. */
export type CreateCollectors = (options: {
  readonly platform: NodeJS.Platform;
  /** Whether short programs may be counted by process accounting; absent: turned on where permitted. */
  readonly accounting?: 'off' | 'use' | 'enable';
}) => Collector[];
