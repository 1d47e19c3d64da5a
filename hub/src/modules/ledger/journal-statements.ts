import type { UnavailableReason } from '@eucora/protocol';
import type { UnavailableSegments } from '../../platform/ledger-reader.ts';
import { parseMultirange } from './multirange.ts';

/** Statements about the lane, each with what of it still holds. */
export interface Statement {
  readonly ranges: string;
  readonly reason: UnavailableReason;
  readonly epoch: number;
  readonly generation: number;
  readonly saidAt: string;
}

/** A column with the statements about lane `jl` of which something still holds. */
export const statementsSql = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'ranges', (int8multirange(int8range(u.first, u.last + 1)) * jl.unavailable)::text,
            'reason', u.reason, 'epoch', u.epoch, 'generation', u.generation,
            'saidAt', u.said_at) ORDER BY u.first), '[]')
     FROM ledger.unavailable AS u
    WHERE u.journal_no = jl.journal_no AND u.lane = jl.lane
      AND int8multirange(int8range(u.first, u.last + 1)) && jl.unavailable)`;

/** What can never come, by exact range and with who let it go. */
export function unavailableFrom(statements: readonly Statement[]): UnavailableSegments[] {
  return statements.flatMap(({ ranges, reason, epoch, generation, saidAt }) =>
    parseMultirange(ranges).map(({ first, last }) => {
      return { first, last, reason, ledgerEpoch: epoch, generation, saidAt: new Date(saidAt) };
    }),
  );
}
