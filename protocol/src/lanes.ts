import { ProtocolError } from './errors.ts';

/** The three lanes, most pressing first (PROTOCOL: lanes). */
export const lanes = ['urgent', 'ledger', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

const numbers: Record<Lane, 1 | 2 | 3> = { urgent: 1, ledger: 2, bulk: 3 };

/** The lane's number on the wire and in tables: urgent 1, ledger 2, bulk 3. */
export function laneNumber(lane: Lane): 1 | 2 | 3 {
  return numbers[lane];
}

/** The lane of a wire number. @throws ProtocolError malformed */
export function laneOf(number: number): Lane {
  const lane = lanes[number - 1];
  if (!lane) throw new ProtocolError('malformed', `there is no lane ${number}`);
  return lane;
}
