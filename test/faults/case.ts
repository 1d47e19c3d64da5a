import type { Random } from '../kit/random.ts';
import type { Stages } from './stages.ts';

/** How much of everything: from the command line, so that a build server does less. */
export interface FaultTuning {
  /** A build server has minutes where a person has an hour: every fault lasts only seconds. */
  readonly isBounded: boolean;
  /** How many kills -9 the case `kills` makes, in how many runs. */
  readonly kills: number;
  readonly runs: number;
  /** Mean time between two kills. */
  readonly meanGapMs: number;
  /** The fleet that lives while things break. */
  readonly devices: number;
  readonly eventsPerSecond: number;
  /** How long the hub is away in `hub-away`. */
  readonly awaySeconds: number;
  /** How many connections drop at once in `reconnect-5000`. */
  readonly agents: number;
  /** In how many places at most a case damages a file, fails a call or cuts the power. */
  readonly places: number;
}

/** What a case works with. Everything random comes from the seed. */
export interface FaultContext {
  readonly seed: string;
  readonly random: Random;
  /** Aborted by Ctrl-C: leave at once, whatever is half broken. */
  readonly signal: AbortSignal;
  readonly tuning: FaultTuning;
  /** Constellations to break; a case may also make its own surroundings. */
  readonly stages: Stages;
  readonly say: (line: string) => void;
}

/** What a case showed. It is good when `faults` is empty. */
export interface FaultOutcome {
  /** Events that were accepted, counted by the harness outside the product. */
  readonly accepted: number;
  /** Of those, rows in the hub's ledger. */
  readonly arrived: number;
  /** Sequence numbers that ended as void, rejected or lost. */
  readonly voided: number;
  /** What the product itself named as damaged, void or refused, with exact range and count. */
  readonly named: readonly string[];
  readonly faults: readonly string[];
}

/** One way in which things break. Cases run one after the other and each one also alone. */
export interface FaultCase {
  /** Words with hyphens; `--case disk-*` takes all that begin so. */
  readonly name: string;
  /** What it breaks, in one line. */
  readonly breaks: string;
  /** Part of the bounded selection of a build server: at most about 30 s, no special rights. */
  readonly inCi: boolean;
  run(context: FaultContext): Promise<FaultOutcome>;
}
