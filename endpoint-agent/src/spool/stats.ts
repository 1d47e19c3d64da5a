import { lanes, type Incarnation, type Lane } from '@eucora/protocol';
import { perLane } from '../per-lane.ts';
import { currentStream, heldThrough, nextSeq, type SpoolState } from './model.ts';

export interface LaneStats {
  readonly accepted: number; // numbers given out in this incarnation
  readonly open: number; // of these, not in a batch yet
  readonly forwarded: number; // acknowledged by the relay
  readonly committed: number; // in the hub's ledger, as far as this device was told
}
export interface SpoolStats {
  readonly incarnation: Incarnation;
  readonly bytes: number; // on disk
  readonly waiting: number; // events that no relay has
  readonly lanes: Readonly<Record<Lane, LaneStats>>;
  /** Older incarnations which still have something to tell. */
  readonly predecessors: readonly {
    readonly incarnation: Incarnation;
    readonly lane: Lane;
    readonly closedThrough: number;
    readonly forwarded: number;
    readonly committed: number;
  }[];
}

/** How much a spool holds and how far it has got. */
export function spoolStats(state: SpoolState, logBytes: number): SpoolStats {
  const files = state.streams.flatMap((stream) => stream.files);
  const held = state.streams.reduce((sum, s) => sum + Math.max(0, heldThrough(s) - s.forwarded), 0);
  const open = lanes.reduce((sum, lane) => sum + state.open[lane].length, 0);
  return {
    incarnation: state.incarnation,
    bytes: files.reduce((sum, file) => sum + file.bytes, logBytes),
    waiting: held + open,
    lanes: perLane((lane) => {
      const { forwarded, committed } = currentStream(state, lane);
      const accepted = nextSeq(state, lane) - 1;
      return { accepted, open: state.open[lane].length, forwarded, committed };
    }),
    predecessors: state.streams.flatMap(
      ({ incarnation, lane, closedThrough, forwarded, committed }) =>
        closedThrough === null ? [] : [{ incarnation, lane, closedThrough, forwarded, committed }],
    ),
  };
}
