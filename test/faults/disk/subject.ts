import type { Said } from './said.ts';

/** What a restart without faults showed, held against what the harness knows was accepted. */
export interface Verdict {
  readonly accepted: number;
  readonly arrived: number;
  readonly voided: number;
  readonly named: readonly string[];
  /** Promises that the disk alone did not keep and others made good: right only after damage. */
  readonly healed: readonly string[];
  readonly faults: readonly string[];
}

/** Something that keeps promises on a disk, and the harness that knows what it promised. */
export interface DiskSubject {
  readonly name: 'relay' | 'spool' | 'archive' | 'selfupdate' | 'install-book';
  /** Program that works on a root directory: `node program ROOT SEED`, saying what it promises. */
  readonly program: string;
  /** Paths below the root of the files that are written all the time; the others are made once. */
  readonly data: RegExp;
  /** What a refusal to start may say: each of these sentences tells the operator what to do. */
  readonly remedies: RegExp;
  /** Makes what an installation leaves there. */
  prepare(root: string): Promise<void>;
  /**
   * Starts on what is there, as after a crash, and compares with what was said. `whileRunning`
   * happens after the start and before anything is read, where the subject says that it may.
   */
  judge(root: string, said: readonly Said[], whileRunning?: () => Promise<void>): Promise<Verdict>;
}
