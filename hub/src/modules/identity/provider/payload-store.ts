import { createHash } from 'node:crypto';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Database } from '../../../platform/db.ts';
import type { Sealing } from '../../secrets/index.ts';
import { payloadContext } from '../sealed-contexts.ts';

interface StoreDeps {
  readonly db: Database;
  readonly keys: Sealing;
  readonly now: () => Date;
}
interface Row {
  readonly payload: Buffer;
  readonly version: number;
  readonly consumedAt: Date | null;
}

const hashOf = (id: string): Buffer => createHash('sha256').update(id).digest();

/**
 * Where the embedded provider keeps sessions, codes and interactions: PostgreSQL, so that any hub
 * goes on with what another began. Ids are what a browser shows, so only their hashes are stored;
 * payloads hold them too, so they are sealed.
 */
export class PayloadStore implements Adapter {
  readonly #model: string;
  readonly #deps: StoreDeps;

  constructor(model: string, deps: StoreDeps) {
    this.#model = model;
    this.#deps = deps;
  }

  async upsert(id: string, payload: AdapterPayload, expiresInS?: number): Promise<void> {
    const { db, keys, now } = this.#deps;
    const expiresAt =
      expiresInS === undefined ? null : new Date(now().getTime() + expiresInS * 1_000);
    const text = Buffer.from(JSON.stringify(payload));
    const { version, bytes } = await keys.seal(text, payloadContext(this.#model));
    const sql = `
      INSERT INTO identity.oidc_payloads
             (model, id_hash, payload, uid_hash, grant_hash, expires_at, seal_version)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (model, id_hash) DO UPDATE
        SET payload = $3, uid_hash = $4, grant_hash = $5, expires_at = $6, seal_version = $7`;
    await db.query(sql, [
      this.#model,
      hashOf(id),
      Buffer.from(bytes),
      payload.uid === undefined ? null : hashOf(payload.uid),
      payload.grantId === undefined ? null : hashOf(payload.grantId),
      expiresAt,
      version,
    ]);
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.#select('id_hash', id);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#select('uid_hash', uid);
  }

  /** Device flows, which have user codes, are not offered. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async consume(id: string): Promise<void> {
    const sql = `UPDATE identity.oidc_payloads SET consumed_at = $3
                  WHERE model = $1 AND id_hash = $2`;
    await this.#deps.db.query(sql, [this.#model, hashOf(id), this.#deps.now()]);
  }

  async destroy(id: string): Promise<void> {
    const sql = 'DELETE FROM identity.oidc_payloads WHERE model = $1 AND id_hash = $2';
    await this.#deps.db.query(sql, [this.#model, hashOf(id)]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    const sql = 'DELETE FROM identity.oidc_payloads WHERE grant_hash = $1';
    await this.#deps.db.query(sql, [hashOf(grantId)]);
  }

  async #select(column: 'id_hash' | 'uid_hash', key: string): Promise<AdapterPayload | undefined> {
    const { db, keys, now } = this.#deps;
    const sql = `SELECT payload, seal_version AS version, consumed_at AS "consumedAt"
                   FROM identity.oidc_payloads
                  WHERE model = $1 AND ${column} = $2 AND (expires_at IS NULL OR expires_at > $3)`;
    const [row] = (await db.query<Row>(sql, [this.#model, hashOf(key), now()])).rows;
    if (!row) return undefined;
    const sealed = { version: row.version, bytes: row.payload };
    const opened = await keys.open(sealed, payloadContext(this.#model));
    const text = Buffer.from(opened).toString('utf8');
    const payload: AdapterPayload = JSON.parse(text); // ours: sealed by `upsert`
    if (row.consumedAt === null) return payload;
    return { ...payload, consumed: Math.floor(row.consumedAt.getTime() / 1_000) };
  }
}

/** Removes what has expired. */
export async function sweepPayloads({ db, now }: Omit<StoreDeps, 'keys'>): Promise<void> {
  await db.query('DELETE FROM identity.oidc_payloads WHERE expires_at < $1', [now()]);
}
