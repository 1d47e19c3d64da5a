import type { Database, Tx } from '../../../platform/db.ts';
import { TooManyAttemptsError } from '../../../platform/errors.ts';
import {
  accountRule,
  addressRule,
  countedFailures,
  retryAt,
  type Attempts,
  type LockoutRule,
} from './lockout.ts';

interface AttemptDeps {
  readonly db: Database;
  readonly now: () => Date;
}

/**
 * Counts a try as failed before it is judged, so that guesses sent at the same time count each.
 * `forgive` takes it back when it was right.
 * @throws TooManyAttemptsError while the account or the address has to wait
 */
export async function countAttempt(
  deps: AttemptDeps,
  account: string,
  address: string,
): Promise<void> {
  const now = deps.now();
  await deps.db.transaction(async (tx) => {
    await countOne(tx, `address:${address}`, now, addressRule);
    await countOne(tx, account, now, accountRule);
  });
}

async function countOne(tx: Tx, subject: string, now: Date, rule: LockoutRule): Promise<void> {
  const lock = `INSERT INTO identity.attempts (subject, failures, last_at) VALUES ($1, 0, $2)
                ON CONFLICT (subject) DO UPDATE SET subject = excluded.subject
                RETURNING failures, last_at AS "lastAt"`;
  const [row] = (await tx.query<Attempts>(lock, [subject, now])).rows;
  const attempts = row ?? { failures: 0, lastAt: now };
  const failures = countedFailures(attempts, now, rule);
  const at = retryAt({ ...attempts, failures }, now, rule);
  if (at) throw new TooManyAttemptsError(Math.ceil((at.getTime() - now.getTime()) / 1_000));
  const sql = 'UPDATE identity.attempts SET failures = $2, last_at = $3 WHERE subject = $1';
  await tx.query(sql, [subject, failures + 1, now]);
}

/** The account's failures are forgotten; the address keeps those of its other accounts. */
export async function forgive(deps: AttemptDeps, account: string, address: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const less = `UPDATE identity.attempts SET failures = greatest(failures - 1, 0)
                   WHERE subject = $1`;
    await tx.query(less, [`address:${address}`]);
    await tx.query('DELETE FROM identity.attempts WHERE subject = $1', [account]);
  });
}
