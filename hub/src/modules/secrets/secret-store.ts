import { randomUUID } from 'node:crypto';
import type { Database, Queryable, Tx } from '../../platform/db.ts';
import { InvalidError, UnavailableError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import type { Envelope } from './envelope.ts';
import { dataKeyContext, newDataKey, openValue, sealValue } from './sealing.ts';
import {
  acceptedVersions,
  currentDataKey,
  currentVersion,
  currentVersions,
  dataKeyById,
  endCurrent,
  insertDataKey,
  insertVersion,
  lockKeysNotUnder,
  lockName,
  lockVersionUnderRetired,
  newestVersionNumber,
  removeEnded,
  removeName,
  removeSpentKeys,
  removeVersion,
  retireDataKey,
  setSealed,
  setWrapped,
  type DataKeyRow,
  type VersionRow,
} from './store.ts';

/** A version of a secret, opened. Keep it in memory no longer than needed, and in no log. */
export interface Secret {
  readonly name: string;
  readonly version: number;
  readonly value: Uint8Array;
  readonly createdAt: Date;
  /** Null: it is the current one. */
  readonly acceptedUntil: Date | null;
}
export interface SecretChange {
  readonly name: string;
  readonly value: Uint8Array;
  /** How long the version before is still accepted; 0: not at all. */
  readonly overlapMs: number;
  /** As the audit record names who did it. */
  readonly actor: string;
}
export interface SecretStoreDeps {
  readonly db: Database;
  readonly envelope: Envelope;
  readonly now: () => Date;
}

const namePattern = /^[a-z][a-z0-9.:_-]{0,199}$/;
const valueBytesMax = 65_536;

interface DataKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/**
 * Secrets by name, in versions: sealed with AES-256-GCM under a data key that the envelope key
 * wraps. What is written here commits with the caller's transaction, its audit entry included
 * (which never holds a value).
 */
export class SecretStore {
  readonly #deps: SecretStoreDeps;
  readonly #keys = new Map<string, Uint8Array>();

  constructor(deps: SecretStoreDeps) {
    this.#deps = deps;
  }

  /** The current version. @throws UsageError when it can't be opened */
  async get(db: Queryable, name: string): Promise<Secret | undefined> {
    const row = await currentVersion(db, name);
    return row && (await this.#open(db, row));
  }

  /** Every version that is accepted now, the current one first. */
  async accepted(db: Queryable, name: string): Promise<Secret[]> {
    const opened: Secret[] = [];
    for (const row of await acceptedVersions(db, name, this.#deps.now())) {
      opened.push(await this.#open(db, row));
    }
    return opened;
  }

  /**
   * Stores a value as the current version and gives its number. Who changes the same name waits.
   * @throws InvalidError when name or size can't be right
   */
  async put(tx: Tx, change: SecretChange): Promise<number> {
    const { name, value, actor, overlapMs } = change;
    if (!namePattern.test(name)) {
      throw new InvalidError(`"${name}" can't name a secret; use a-z, 0-9 and . : _ -`);
    }
    if (value.length === 0 || value.length > valueBytesMax) {
      throw new InvalidError(`A secret has 1 to ${valueBytesMax} bytes.`);
    }
    await lockName(tx, name);
    return await this.#put(tx, { name, value, actor, overlapMs });
  }

  /**
   * Replaces the current version by what `make` gives; the old one is accepted for `overlapMs`.
   */
  async rotate(
    tx: Tx,
    change: Omit<SecretChange, 'value'> & { readonly make: () => Uint8Array },
  ): Promise<number> {
    const { make, ...rest } = change;
    return await this.put(tx, { ...rest, value: make() });
  }

  /** The current version; `make` gives it when there is none, once for all hubs. */
  async ensure(name: string, make: () => Uint8Array): Promise<Secret> {
    const known = await this.get(this.#deps.db, name);
    if (known) return known;
    return await this.#deps.db.transaction(async (tx) => {
      await lockName(tx, name);
      const found = await this.get(tx, name);
      if (found) return found;
      await this.#put(tx, { name, value: make(), overlapMs: 0, actor: 'hub' });
      const made = await this.get(tx, name);
      if (made) return made;
      throw new UnavailableError(`The secret ${name} vanished; try again.`);
    });
  }

  /** Removes a secret with all versions. False: there was none. */
  async remove(tx: Tx, name: string, actor: string): Promise<boolean> {
    await lockName(tx, name);
    const removed = await removeName(tx, name);
    if (removed === 0) return false;
    await audit(tx, { actor, action: 'secret.removed', subject: name });
    return true;
  }

  /**
   * Ends one version that is no longer the current one, before its overlap is over. False: there was
   * none.
   */
  async destroy(tx: Tx, name: string, version: number, actor: string): Promise<boolean> {
    await lockName(tx, name);
    if (!(await removeVersion(tx, name, version))) return false;
    const detail = { version };
    await audit(tx, { actor, action: 'secret.destroyed', subject: name, detail });
    return true;
  }

  /** Names of the secrets that are kept, each with when its current version was made. */
  async kept(db: Queryable): Promise<{ readonly name: string; readonly createdAt: Date }[]> {
    return await currentVersions(db);
  }

  /** When the data key was made that seals now; undefined: there is none yet. */
  async dataKeyMadeAt(db: Queryable): Promise<Date | undefined> {
    return (await currentDataKey(db))?.createdAt;
  }

  /**
   * Wraps every data key anew that another than the current envelope key wraps. Values stay as they
   * are. Gives how many.
   */
  async rewrap(): Promise<number> {
    const { db, envelope } = this.#deps;
    return await db.transaction(async (tx) => {
      const rows = await lockKeysNotUnder(tx, envelope.currentId);
      for (const { id, ...row } of rows) {
        const key = await envelope.unwrap(row, dataKeyContext(id));
        const { envelopeId, wrapped } = envelope.wrap(key, dataKeyContext(id));
        await setWrapped(tx, id, envelopeId, wrapped);
      }
      return rows.length;
    });
  }

  /**
   * Begins a fresh data key and seals every value anew under it, one after the other, while others
   * read and write. Stopped half-way, the next call goes on. Gives how many values were sealed anew.
   */
  async renewDataKey(actor: string): Promise<number> {
    const { db, now } = this.#deps;
    await db.transaction(async (tx) => {
      await retireDataKey(tx, now());
      await insertDataKey(tx, this.#fresh());
      await audit(tx, { actor, action: 'data_key.begun', subject: 'secrets' });
    });
    return await this.sealAnew();
  }

  /** Seals anew what still lies under a retired data key; none: it only tidies up. */
  async sealAnew(): Promise<number> {
    const { db } = this.#deps;
    let count = 0;
    while (await db.transaction((tx) => this.#sealOneAnew(tx))) count += 1;
    await removeSpentKeys(db);
    return count;
  }

  /** Removes versions that are no longer accepted. */
  async tidy(): Promise<number> {
    return await removeEnded(this.#deps.db, this.#deps.now());
  }

  async #sealOneAnew(tx: Tx): Promise<boolean> {
    const row = await lockVersionUnderRetired(tx);
    if (!row) return false;
    const { value } = await this.#open(tx, row);
    const { id, key } = await this.#currentKey(tx);
    const { name, version } = row;
    const sealed = sealValue(value, key, name, version);
    await setSealed(tx, { name, version, dataKey: id, sealed });
    return true;
  }

  async #put(tx: Tx, change: SecretChange): Promise<number> {
    const { name, value, overlapMs, actor } = change;
    const createdAt = this.#deps.now();
    const before = await newestVersionNumber(tx, name);
    const version = before + 1;
    await endCurrent(tx, name, new Date(createdAt.getTime() + overlapMs));
    await removeEnded(tx, createdAt, name);
    const { id, key } = await this.#currentKey(tx);
    const sealed = sealValue(value, key, name, version);
    await insertVersion(tx, { name, version, dataKey: id, sealed, createdAt });
    const action = before === 0 ? 'secret.made' : 'secret.replaced';
    const detail = { version, ...(before > 0 && { overlap_seconds: overlapMs / 1_000 }) };
    await audit(tx, { actor, action, subject: name, detail });
    return version;
  }

  async #open(db: Queryable, row: VersionRow): Promise<Secret> {
    const { name, version, createdAt, acceptedUntil } = row;
    const key = this.#keys.get(row.dataKey) ?? (await this.#load(db, row.dataKey));
    const value = openValue(row.sealed, key, name, version);
    return { name, version, value, createdAt, acceptedUntil };
  }

  async #currentKey(db: Queryable): Promise<DataKey> {
    let row = await currentDataKey(db);
    if (!row) {
      await insertDataKey(db, this.#fresh());
      row = await currentDataKey(db);
    }
    if (!row) throw new UnavailableError('The data key is being changed; try again shortly.');
    return { id: row.id, key: this.#keys.get(row.id) ?? (await this.#unwrap(row)) };
  }

  #fresh(): DataKeyRow {
    const { envelope, now } = this.#deps;
    const id = randomUUID();
    const { envelopeId, wrapped } = envelope.wrap(newDataKey(), dataKeyContext(id));
    return { id, envelopeId, wrapped: Buffer.from(wrapped), createdAt: now() };
  }

  async #load(db: Queryable, id: string): Promise<Uint8Array> {
    const row = await dataKeyById(db, id);
    if (row) return await this.#unwrap(row);
    throw new UnavailableError(`The data key ${id} was just replaced; try again.`);
  }

  async #unwrap(row: DataKeyRow): Promise<Uint8Array> {
    const key = await this.#deps.envelope.unwrap(row, dataKeyContext(row.id));
    this.#keys.set(row.id, key);
    return key;
  }
}
