import type { Database } from './db.ts';

/** Numbers of our advisory locks on whole duties; the audit sealer's is 4201. */
export const duties = {
  archive: 4_202,
  hotWindow: 4_203,
  backup: 4_204,
  auditRetention: 4_206, // 4205 is held while a partition of the audit record is made
  auditSyslog: 4_207,
  auditHttp: 4_208,
  notifyFanOut: 4_209,
  rotations: 4_212,
  alerts: 4_214,
  objects: 4_216, // 4217 and 4218 are held while packages are taken in and uploads announced
  packageScans: 4_219,
  chunkLists: 4_231,
  deltas: 4_232,
} as const;

/**
 * Does `work` if no other process of this hub is at the same duty, and holds the duty meanwhile.
 * The signal aborts when the connection that holds it is lost: somebody else may have it then.
 * @returns what `work` gives; undefined when another process has the duty
 */
export async function whileOwner<T>(
  db: Database,
  duty: number,
  work: (owned: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const client = await db.connect();
  const lost = new AbortController();
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
    lost.abort(error);
  };
  client.on('error', onError);
  try {
    const sql = 'SELECT pg_try_advisory_lock($1) AS mine';
    const { rows } = await client.query<{ mine: boolean }>(sql, [duty]);
    if (rows[0]?.mine !== true) return undefined;
    try {
      return await work(lost.signal);
    } finally {
      // A connection that can't even say this is closed, which lets go of whatever it holds.
      await client.query('SELECT pg_advisory_unlock($1)', [duty]).catch(onError);
    }
  } finally {
    client.release(broken);
    client.off('error', onError);
  }
}
