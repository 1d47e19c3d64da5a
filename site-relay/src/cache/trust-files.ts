import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sameBytes, sha256, type TimeInterval } from '@eucora/protocol';
import { openTimeReset, timeResetBytesMax, timeResetName } from '@eucora/protocol/desired';
import {
  beginRefresh,
  beginSearch,
  continueRefresh,
  continueSearch,
  openRoot,
  publishedName,
  TrustError,
  type Answer,
  type Change,
  type Current,
  type Root,
  type Want,
} from '@eucora/protocol/trust';
import { DoorError } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';

/** Brings a file of the repository. @throws when it can't be said whether there is one */
export type FetchTrust = (want: Pick<Want, 'name' | 'bytesMax'>) => Promise<Answer>;

export interface TrustFilesDeps {
  readonly directory: string;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly now: () => TimeInterval;
  readonly log: Logger;
}
/** What a refresh came to. */
export type TrustOutcome = 'current' | 'unchanged' | 'refused' | 'none';

/** Somebody may be in the middle of what was the newest a moment ago. */
const keptOldMs = 86_400_000;
const firstRoot = publishedName('root', 1, true);

/**
 * The files of the trust repository at a relay, by the names under which clients ask for them. Whatever
 * is here was verified as a device would (TUF 1.0): the first root comes once over the hub's own door,
 * or by an operator, and from then on only its chain. Devices believe none of it: they verify it again.
 */
export class TrustFiles {
  readonly #deps: TrustFilesDeps;
  /** As the client workflow keeps them: `root.json`, `timestamp.json`, … */
  readonly #kept = new Map<string, Uint8Array>();
  #root: Root | undefined;
  #onRoot: (root: Root) => void = () => undefined;

  private constructor(deps: TrustFilesDeps) {
    this.#deps = deps;
  }

  static async open(deps: TrustFilesDeps): Promise<TrustFiles> {
    const files = new TrustFiles(deps);
    await deps.room.use(() => mkdir(files.#keptDir, { recursive: true, mode: 0o700 }));
    await deps.room.use(() => mkdir(files.#servedDir, { recursive: true, mode: 0o700 }));
    for (const name of await readdir(files.#keptDir)) {
      const bytes = name.endsWith('.json') && (await readIfThere(join(files.#keptDir, name)));
      if (bytes) files.#kept.set(decodeURIComponent(name), bytes);
    }
    files.#readRoot();
    return files;
  }

  get #keptDir(): string {
    return join(this.#deps.directory, 'kept');
  }

  get #servedDir(): string {
    return join(this.#deps.directory, 'served');
  }

  /** Whom this relay believes about keys; undefined: no root has come yet. */
  get root(): Root | undefined {
    return this.#root;
  }

  /** Told of each root that is taken. */
  onRoot(listener: (root: Root) => void): void {
    this.#onRoot = listener;
  }

  /** A verified file by the name under which it is published. */
  file(name: string): Promise<Buffer | undefined> {
    return readIfThere(join(this.#servedDir, encodeURIComponent(name)));
  }

  /**
   * Follows the repository, and looks up who vouches for each path. What clients ask for first is
   * written last, so that whoever begins with it finds all the rest.
   */
  async refresh(fetch: FetchTrust, paths: readonly string[]): Promise<TrustOutcome> {
    if (!this.#kept.has('root.json') && !(await this.#takeFirstRoot(fetch))) return 'none';
    const before = this.#kept.get('timestamp.json');
    const fetched = new Map<string, Uint8Array>();
    const remember: FetchTrust = async (want) => {
      const known = await this.file(want.name);
      // A version never changes; what is asked for by no version has to be asked for.
      if (known && /^\d+\./.test(want.name)) return { kind: 'bytes', bytes: known };
      const answer = await fetch(want);
      if (answer.kind === 'bytes') fetched.set(want.name, answer.bytes);
      return answer;
    };
    const current = await this.#follow(remember, fetched);
    await this.#followReset(fetch);
    if (!current) return 'refused';
    for (const path of paths) await this.#find(current, path, remember, fetched);
    const { bytes } = current.timestamp;
    const served = await this.file('timestamp.json');
    if (!served || !sameBytes(served, bytes)) await this.#serve('timestamp.json', bytes);
    await this.#forgetOld(current);
    return before === this.#kept.get('timestamp.json') ? 'unchanged' : 'current';
  }

  async #follow(
    fetch: FetchTrust,
    fetched: ReadonlyMap<string, Uint8Array>,
  ): Promise<Current | undefined> {
    let step = beginRefresh(this.#kept, this.#deps.now());
    for (;;) {
      await this.#write(step.changes, fetched);
      if (step.kind === 'current') return step.current;
      if (step.kind === 'refused') {
        this.#note(step.refusal);
        return undefined;
      }
      step = continueRefresh(step.refresh, await fetch(step.refresh.want));
    }
  }

  /** Root's word on the time, where there is one: devices ask for it, whatever has expired here. */
  async #followReset(fetch: FetchTrust): Promise<void> {
    const root = this.#root;
    const answer = await fetch({ name: timeResetName, bytesMax: timeResetBytesMax });
    if (!root || answer.kind === 'absent') return;
    try {
      openTimeReset(answer.bytes, root);
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      this.#deps.log.debug({ err: error }, 'a reset of the time is not passed on');
      return;
    }
    const served = await this.file(timeResetName);
    if (!served || !sameBytes(served, answer.bytes)) await this.#serve(timeResetName, answer.bytes);
  }

  async #find(
    current: Current,
    path: string,
    fetch: FetchTrust,
    fetched: ReadonlyMap<string, Uint8Array>,
  ): Promise<void> {
    let step = beginSearch(current, this.#kept, path);
    for (;;) {
      await this.#write(step.changes, fetched);
      if (step.kind === 'found') return;
      if (step.kind === 'refused') return this.#note(step.refusal);
      step = continueSearch(step.search, await fetch(step.search.want));
    }
  }

  /** Versions that the newest snapshot does not name any more; roots stay, for those long away. */
  async #forgetOld({ snapshot, root }: Current): Promise<void> {
    const consistent = root.signed.consistentSnapshot;
    const named = new Set(['timestamp.json', timeResetName]);
    named.add(publishedName('snapshot', snapshot.signed.version, consistent));
    for (const [role, { version }] of snapshot.signed.meta) {
      named.add(publishedName(role, version, consistent));
    }
    for (const file of await readdir(this.#servedDir)) {
      const name = decodeURIComponent(file);
      if (named.has(name) || /^\d+\.root\.json$/.test(name)) continue;
      const path = join(this.#servedDir, file);
      if (Date.now() - (await stat(path)).mtimeMs > keptOldMs) await rm(path, { force: true });
    }
  }

  async #takeFirstRoot(fetch: FetchTrust): Promise<boolean> {
    const answer = await fetch({ name: firstRoot, bytesMax: 524_288 });
    if (answer.kind === 'absent') return false;
    try {
      openRoot(answer.bytes);
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      this.#note(error);
      return false;
    }
    const fetched = new Map([[firstRoot, answer.bytes]]);
    await this.#write([{ kind: 'keep', name: 'root.json', bytes: answer.bytes }], fetched);
    this.#deps.log.info({ file: firstRoot }, 'the first root of trust is here');
    return true;
  }

  #readRoot(): Root | undefined {
    const bytes = this.#kept.get('root.json');
    if (!bytes) return undefined;
    try {
      this.#root = openRoot(bytes).signed;
      return this.#root;
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      this.#note(error);
      return undefined;
    }
  }

  /** Writes down what was verified: for clients first, so that nothing kept is missing there. */
  async #write(
    changes: readonly Change[],
    fetched: ReadonlyMap<string, Uint8Array>,
  ): Promise<void> {
    for (const change of changes) {
      const path = join(this.#keptDir, encodeURIComponent(change.name));
      if (change.kind === 'forget') {
        await rm(path, { force: true });
        this.#kept.delete(change.name);
        continue;
      }
      const [name] = [...fetched].find(([, bytes]) => bytes === change.bytes) ?? [];
      if (name !== undefined && name !== 'timestamp.json') await this.#serve(name, change.bytes);
      await this.#deps.room.use(() => writeFileAtomic(path, change.bytes));
      this.#kept.set(change.name, change.bytes);
      const root = change.name === 'root.json' ? this.#readRoot() : undefined;
      if (root) this.#onRoot(root);
    }
  }

  #serve(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#servedDir, encodeURIComponent(name));
    return this.#deps.room.use(() => writeFileAtomic(path, bytes));
  }

  #note(refusal: TrustError): void {
    const { code, clause } = refusal;
    this.#deps.log.warn(
      { code, clause, err: refusal },
      'a file of the trust repository is refused',
    );
  }
}

/** SHA-256 of the first root that a relay keeps in `directory`, for tickets; empty: none is here. */
export async function firstRootSha256(directory: string): Promise<Uint8Array> {
  const bytes = await readIfThere(join(directory, 'served', encodeURIComponent(firstRoot)));
  return bytes ? sha256(bytes) : new Uint8Array(0);
}

/** Files of the repository over the hub's door: 404 says that there is none. */
export function trustOverDoor(
  getAll: (path: string, bytesMax: number) => Promise<Buffer>,
): FetchTrust {
  return async ({ name, bytesMax }) => {
    try {
      return { kind: 'bytes', bytes: await getAll(`/trust/${name}`, bytesMax) };
    } catch (error) {
      if (error instanceof DoorError && error.status === 404) return { kind: 'absent' };
      throw error;
    }
  };
}
