import type { FaultCase } from '../case.ts';
import { hubAwayCase } from './away.ts';
import { clockCases } from './clock.ts';
import { diskCases } from './disk.ts';
import { killsCase } from './kills.ts';
import { lostCases } from './lost.ts';
import { netCases } from './net.ts';
import { reconnectCase } from './reconnect.ts';
import { restoreCases } from './restore.ts';
import { segmentCases } from './segments.ts';
import { spoolLostCase } from './spool.ts';
import { stopCases } from './stop.ts';

/** Every case, in the order in which they run. One import and one line for each file. */
export const faultCases: readonly FaultCase[] = [
  // On one constellation after the other, as long as each leaves it whole.
  killsCase,
  ...stopCases,
  hubAwayCase,
  ...segmentCases,
  ...lostCases,
  spoolLostCase,
  reconnectCase,
  // On one with links to break.
  ...netCases,
  // On surroundings of their own.
  ...clockCases,
  ...diskCases,
  ...restoreCases,
];
