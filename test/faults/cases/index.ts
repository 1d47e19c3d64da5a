import type { FaultCase } from '../case.ts';
import { killsCase } from './kills.ts';

/** Every case, in the order in which they run. One import and one line for each file. */
export const faultCases: readonly FaultCase[] = [
  killsCase, //
];
