import type { Queryable } from '../../../platform/db.ts';
import type { Sealing } from '../../secrets/index.ts';
import { idTokenContext } from '../sealed-contexts.ts';

/** An ID token that opened a session, with whom it was by. */
export interface HeldIdToken {
  readonly provider: string;
  readonly idToken: string;
}
interface Row {
  readonly sessionId: string;
  readonly provider: string;
  readonly bytes: Buffer;
  readonly version: number;
}

/** Keeps, sealed, by which token a session was opened; it goes with the session. */
export async function keepIdToken(
  db: Queryable,
  keys: Pick<Sealing, 'seal'>,
  sessionId: string,
  idToken: string,
): Promise<void> {
  const { bytes, version } = await keys.seal(Buffer.from(idToken), idTokenContext(sessionId));
  const sql = `INSERT INTO identity.session_id_tokens (session_id, id_token, seal_version)
               VALUES ($1, $2, $3)`;
  await db.query(sql, [sessionId, Buffer.from(bytes), version]);
}

/** The token that opened the session of a secret; undefined: no external provider did. */
export async function idTokenOf(
  db: Queryable,
  keys: Pick<Sealing, 'open'>,
  secretHash: Buffer,
): Promise<HeldIdToken | undefined> {
  const sql = `SELECT t.session_id AS "sessionId", u.provider, t.id_token AS bytes,
                      t.seal_version AS version
                 FROM identity.session_id_tokens AS t
                 JOIN identity.sessions AS s ON s.id = t.session_id
                 JOIN identity.users AS u ON u.id = s.user_id
                WHERE s.secret_hash = $1 OR s.old_hash = $1`;
  const [row] = (await db.query<Row>(sql, [secretHash])).rows;
  if (!row) return undefined;
  const opened = await keys.open(row, idTokenContext(row.sessionId));
  return { provider: row.provider, idToken: Buffer.from(opened).toString('utf8') };
}
