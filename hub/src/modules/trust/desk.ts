import { createHash } from 'node:crypto';
import type { PrivateKey } from '@eucora/protocol';
import { timeResetName, timeResetType } from '@eucora/protocol/desired';
import type { Root } from '@eucora/protocol/trust';
import type { Database, Queryable, Tx } from '../../platform/db.ts';
import { ConflictError, ForbiddenError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import type { Counters } from '../ledger/index.ts';
import { PaperDevice, keptOf } from './device.ts';
import { planImport, type FileResult, type OfferedFile } from './import.ts';
import type { HeldKey, TrustKeys } from './keys.ts';
import { vouchingOf, type Artifact, type Vouching } from './vouching.ts';
import { publicationDue, published, refusalOf } from './publication.ts';
import { nameOf, type Entry, type Repository } from './repository.ts';
import {
  deleteReplaced,
  insertFile,
  lockTrust,
  notifyTrust,
  selectFile,
  selectKnown,
  selectRepository,
  selectRevision,
} from './store.ts';

export interface TrustDeps {
  readonly db: Database;
  readonly keys: Pick<TrustKeys, 'held' | 'forget'>;
  /** Of the hub's home; without them (the command line) what is imported waits for the hub. */
  readonly counters: Pick<Counters, 'next'> | undefined;
  readonly now: () => Date;
  /** Told, in the same transaction, which bytes (SHA-256) nobody vouches for any more. */
  readonly onTakenBack?: (tx: Tx, sha256s: readonly string[]) => Promise<void>;
}
/** Who brings metadata. */
export interface Importer {
  readonly id: string;
  /** May say what the first root is: from then on its holders do. */
  readonly mayFound: boolean;
}
/** What is served since. */
export interface Publication {
  readonly because: string;
  readonly snapshot: number;
  readonly timestamp: number;
}
export interface ImportOutcome {
  readonly results: readonly FileResult[];
  /** Null: nothing new is served, or the hub at work does it in a moment. */
  readonly publication: Publication | null;
}
/** The repository at one time, and what a device that is up to date makes of it. */
export interface Served {
  readonly repository: Repository;
  readonly revision: number;
}

/** What was replaced stays for whoever began to read before it was. */
const replacedKeptMs = 30 * 86_400_000;

/**
 * The hub's TUF repository: takes in what was signed on laptops, signs a snapshot and a timestamp of
 * it, serves the files, and holds the director's key.
 */
export class TrustDesk {
  readonly #deps: TrustDeps;
  #served: Served | undefined;

  constructor(deps: TrustDeps) {
    this.#deps = deps;
  }

  /** What is served now. */
  async served(): Promise<Served> {
    const { db } = this.#deps;
    const revision = await selectRevision(db);
    if (this.#served?.revision !== revision) {
      this.#served = { repository: await selectRepository(db), revision };
    }
    return this.#served;
  }

  /** The newest root; undefined: there is none yet. */
  async root(): Promise<Root | undefined> {
    return (await this.served()).repository.root()?.signed;
  }

  /**
   * Takes in metadata files that belong together. Each is judged by the verifier; what is accepted is
   * stored only if devices, old and new, would take the whole.
   * @throws ForbiddenError for the first root by who may not say what it is; ConflictError when no
   * device would take the whole
   */
  async import(offered: readonly OfferedFile[], importer: Importer): Promise<ImportOutcome> {
    const { db, keys } = this.#deps;
    const online = await keys.held('online');
    const results = await db.transaction((tx) => this.#import(tx, offered, importer, online));
    return { results, publication: (await this.publish()) ?? null };
  }

  async #import(
    tx: Tx,
    offered: readonly OfferedFile[],
    importer: Importer,
    online: readonly HeldKey[],
  ): Promise<readonly FileResult[]> {
    const at = this.#deps.now();
    await lockTrust(tx);
    const repository = await selectRepository(tx);
    const known = await selectKnown(tx);
    const ground = { repository, known, online, sha256, nowMs: at.getTime() };
    const { accepted, results } = planImport(ground, offered);
    if (accepted.length === 0) return results;
    if (repository.roots.length === 0 && !importer.mayFound) {
      throw new ForbiddenError(
        'There is no root yet; an administrator of the platform says which is the first.',
        'first_root',
      );
    }
    requireTaken(repository, repository.with(accepted), online, at);
    for (const file of accepted) {
      await insertFile(tx, file, importer.id, at);
      const detail = { version: file.version, sha256: sha256(file.bytes) };
      await audit(tx, { actor: importer.id, action: 'trust.import', subject: file.role, detail });
    }
    const gone = takenBack(repository, repository.with(accepted));
    if (gone.length > 0) await this.#deps.onTakenBack?.(tx, gone);
    await notifyTrust(tx);
    return results;
  }

  /** Is something to be published? */
  async isDue(): Promise<boolean> {
    const { repository } = await this.served();
    return publicationDue(repository, this.#deps.now().getTime()) !== undefined;
  }

  /**
   * Signs a snapshot and a timestamp where they are due: after an import, after root named other
   * keys, and long before the ones before expire. Undefined: none were due.
   * @throws ConflictError when no device would take them, as after the online key was lost
   */
  async publish(): Promise<Publication | undefined> {
    const { db, keys, counters } = this.#deps;
    if (!counters || !(await this.isDue())) return undefined;
    const online = await keys.held('online');
    const made = await db.transaction(async (tx): Promise<Publication | undefined> => {
      const at = this.#deps.now();
      await lockTrust(tx);
      const repository = await selectRepository(tx);
      const because = publicationDue(repository, at.getTime());
      if (because === undefined) return undefined;
      // Reserved outside the database: one that is restored from a backup gives no number twice.
      const next = (role: 'snapshot' | 'timestamp'): Promise<number> =>
        counters.next(`trust-${role}`, repository.newest.get(role)?.version ?? 0);
      const versions = { snapshot: await next('snapshot'), timestamp: await next('timestamp') };
      const after = published(repository, versions, online, at.getTime());
      const refusal = refusalOf(repository, after, at.getTime());
      if (refusal) throw noDeviceWould('The hub can’t publish', refusal);
      for (const role of ['snapshot', 'timestamp'] as const) {
        await insertFile(tx, after.newest.get(role)!, 'hub', at);
      }
      await deleteReplaced(tx, new Date(at.getTime() - replacedKeptMs));
      const detail = { because, ...versions };
      await audit(tx, { actor: 'hub', action: 'trust.publish', subject: 'timestamp', detail });
      await notifyTrust(tx);
      return { because, ...versions };
    });
    if (made) await this.#forgetKeys();
    return made;
  }

  /** Keys that root has put others in the place of. */
  async #forgetKeys(): Promise<void> {
    const root = await this.root();
    if (!root) return;
    const named = (keys: Iterable<{ readonly public: string }>) => (publicHex: string) =>
      [...keys].some((key) => key.public.toLowerCase() === publicHex);
    await this.#deps.keys.forget('online', named(root.keys.values()));
    await this.#deps.keys.forget('director', named(root.director?.keys.values() ?? []));
  }

  /** Who vouches for some bytes, as a device that is up to date finds it; or what is missing. */
  async vouching(artifact: Artifact): Promise<Vouching> {
    const { repository } = await this.served();
    return vouchingOf(artifact, repository, upToDate(repository, this.#deps.now()));
  }

  /** Entries of all roles, whether or not a device takes them. */
  async entries(): Promise<readonly Entry[]> {
    return (await this.served()).repository.entries();
  }

  /** A file by the name under which clients ask for it, also one that was replaced lately. */
  file(name: string): Promise<Uint8Array | undefined> {
    return trustFile(this.#deps.db, name);
  }

  /**
   * The hub's keys that may sign orders to sites, and the root that says so.
   * @throws ConflictError `director_not_named` until a root names enough of them; the message says
   * what its holders do
   */
  async director(): Promise<{ readonly root: Root; readonly keys: readonly PrivateKey[] }> {
    const held = await this.#deps.keys.held('director');
    const root = await this.root();
    const named = held.filter(({ public: own }) =>
      (root?.director?.keyIds ?? []).some(
        (keyId) => root?.director?.keys.get(keyId)?.public.toLowerCase() === own,
      ),
    );
    if (root?.director && named.length > 0 && named.length >= root.director.threshold) {
      return { root, keys: named.map(({ key }) => key) };
    }
    const why = root
      ? `Root ${root.version} does not name the hub’s director key`
      : 'There is no root of trust yet';
    throw new ConflictError(
      `${why}, so nothing can be ordered: eucora-hub trust keys --to DIR, then ` +
        'eucora-trust add-key --role director --pub DIR/director.pub, have root signed, and ' +
        'eucora-hub trust import.',
      'director_not_named',
    );
  }
}

/** The hub's key that signs orders to sites. @throws as `TrustDesk.director` */
export async function directorKey(desk: Pick<TrustDesk, 'director'>): Promise<PrivateKey> {
  const { keys } = await desk.director();
  return keys[0]!;
}

/**
 * A metadata file by the name under which clients ask for it (`timestamp.json`, `3.root.json`,
 * `2.retail-linux.json`, `time-reset.json`); undefined: there is none.
 */
export async function trustFile(db: Queryable, name: string): Promise<Uint8Array | undefined> {
  if (name === 'timestamp.json') return selectFile(db, 'timestamp', undefined);
  if (name === timeResetName) return selectFile(db, timeResetType, undefined);
  const [, number = '', encoded = ''] = /^([1-9]\d{0,14})\.(.{1,200})\.json$/.exec(name) ?? [];
  if (number === '') return undefined;
  try {
    const file = { role: decodeURIComponent(encoded), version: Number(number) };
    return nameOf(file) === name ? await selectFile(db, file.role, file.version) : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** SHA-256 of the first root, with which devices are born; undefined: there is none yet. */
export async function firstRoot(db: Queryable): Promise<Uint8Array | undefined> {
  const bytes = await selectFile(db, 'root', 1);
  return bytes && createHash('sha256').update(bytes).digest();
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Before anything is stored: with a snapshot and timestamp of it devices take it. */
function requireTaken(
  before: Repository,
  after: Repository,
  online: readonly HeldKey[],
  at: Date,
): void {
  if (!after.newest.has('targets')) return;
  const next = (role: string): number => (after.newest.get(role)?.version ?? 0) + 1;
  const versions = { snapshot: next('snapshot'), timestamp: next('timestamp') };
  const refusal = refusalOf(before, published(after, versions, online, at.getTime()), at.getTime());
  if (refusal) throw noDeviceWould('Nothing is taken', refusal);
}

/** Bytes that were named before and are not any more. */
function takenBack(before: Repository, after: Repository): readonly string[] {
  const named = (repository: Repository): Set<string> =>
    new Set(repository.entries().flatMap(({ target }) => target.hashes.get('sha256') ?? []));
  return [...named(before).difference(named(after))];
}

function noDeviceWould(what: string, refusal: Error): ConflictError {
  const message = `${what}, since no device would take it. ${refusal.message}`;
  return new ConflictError(message, 'no_device_would', { cause: refusal });
}

/** A device that is up to date with what is served. */
export function upToDate(repository: Repository, at: Date): PaperDevice {
  return new PaperDevice(keptOf(repository), repository, at.getTime());
}
