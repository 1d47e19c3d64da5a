import { stat } from 'node:fs/promises';
import {
  hubKeyMark,
  judgeHubKeys,
  openHubKeys,
  ProtocolError,
  readDocumentAsk,
  ringsOf,
  toHex,
  trustOf,
  writeDocumentAnswer,
  type HubKeyChain,
  type HubKeyMark,
  type HubKeyRings,
  type KeyRing,
  type PublicKey,
} from '@eucora/protocol';
import { errorCode } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';
import type { Admission } from '../home/identity.ts';
import type { HomePaths } from '../home/paths.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';
import type { DocumentVerdict } from './kept-document.ts';

export interface HubKeysDeps {
  readonly path: string;
  /** The key that the site's certificate names. */
  readonly pinned: PublicKey;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly log: Logger;
}

const contradictingMax = 16;

/**
 * The hub's signing keys as this relay follows them, from the one that its certificate pins through
 * any number of rotations. The chain comes as a document and proves itself, so that it doesn't matter who
 * carried it; one that contradicts what is followed is refused and told to the hub.
 */
export class SiteHubKeys implements HubKeyRings {
  readonly #deps: HubKeysDeps;
  readonly #rings: HubKeyRings;
  readonly #contradicting = new Set<string>();
  readonly #listeners: (() => void)[] = [];
  #chain: HubKeyChain | undefined;
  #writtenMs: number | undefined;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(deps: HubKeysDeps) {
    this.#deps = deps;
    this.#rings = ringsOf(() => trustOf(deps.pinned, this.#chain));
  }

  static async load(deps: HubKeysDeps): Promise<SiteHubKeys> {
    const keys = new SiteHubKeys(deps);
    await keys.reload();
    return keys;
  }

  /** Those of a home, from the key that its certificate names. */
  static of(
    { hubKeys: path }: Pick<HomePaths, 'hubKeys'>,
    { hubKey: pinned }: Pick<Admission, 'hubKey'>,
    around: Pick<HubKeysDeps, 'room' | 'log'>,
  ): Promise<SiteHubKeys> {
    return SiteHubKeys.load({ path, pinned, ...around });
  }

  /** Who signs what is new. */
  get newest(): KeyRing {
    return this.#rings.newest;
  }

  /** Who signed what this relay has taken before. */
  get ever(): KeyRing {
    return this.#rings.ever;
  }

  /** Whose enrolment grants count. `loMs`: the lower bound of time. */
  grantors(loMs: number): KeyRing {
    return { keys: trustOf(this.#deps.pinned, this.#chain).grantors(loMs) };
  }

  /** The chain as carriers take it; empty: the hub's key never changed. */
  get bytes(): Uint8Array {
    return this.#chain?.bytes ?? new Uint8Array(0);
  }

  /** The number of the newest key that is followed. */
  get number(): number {
    return this.#chain?.keys.length ?? 1;
  }

  /** What the hub is told. */
  get mark(): HubKeyMark {
    return hubKeyMark(this.#chain, this.#contradicting.size);
  }

  /** Whom to tell that another key signs: what it signed before was not believed. */
  onNewKey(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Takes a chain from any carrier. It counts at once, and after a restart too. */
  take(bytes: Uint8Array): Promise<DocumentVerdict> {
    const turn = this.#gate.then(() => this.#take(bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  /** Takes what an operator put in the file while the relay runs. */
  async reload(): Promise<void> {
    const writtenMs = await writtenAt(this.#deps.path);
    if (writtenMs === undefined || writtenMs === this.#writtenMs) return;
    this.#writtenMs = writtenMs;
    const bytes = await readIfThere(this.#deps.path);
    const judged = bytes && this.#judge(bytes);
    if (judged?.verdict === 'taken') this.#follow(judged.chain);
  }

  /** Answers a device with the chain, where that is longer than what it follows. */
  answer(asked: Uint8Array): Uint8Array {
    try {
      const { generation } = readDocumentAsk(asked);
      return writeDocumentAnswer(this.number > generation ? this.bytes : new Uint8Array(0));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return writeDocumentAnswer(new Uint8Array(0));
    }
  }

  async #take(bytes: Uint8Array): Promise<DocumentVerdict> {
    const { verdict, chain } = this.#judge(bytes);
    if (verdict !== 'taken') return verdict;
    const { room, path } = this.#deps;
    await room.use(() => writeFileAtomic(path, chain.bytes));
    this.#follow(chain);
    return verdict;
  }

  #judge(
    bytes: Uint8Array,
  ):
    | { readonly verdict: 'taken'; readonly chain: HubKeyChain }
    | { readonly verdict: 'stale' | 'refused'; readonly chain?: undefined } {
    const { pinned, log } = this.#deps;
    try {
      const chain = openHubKeys(bytes);
      const verdict = judgeHubKeys(this.#chain, pinned, chain);
      if (verdict === 'newer') return { verdict: 'taken', chain };
      if (verdict === 'known') return { verdict: 'stale' };
      if (verdict === 'fork') this.#noteFork(chain);
      else log.warn('hub keys of another hub were refused');
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      log.warn({ code: error.code, err: error }, 'hub keys were refused');
    }
    return { verdict: 'refused' };
  }

  #noteFork({ successions }: HubKeyChain): void {
    const own = this.#chain?.successions ?? [];
    const first = successions.find(({ hash }, i) => toHex(hash) !== toHex(own[i]?.hash ?? hash));
    if (!first || this.#contradicting.size >= contradictingMax) return;
    const mark = toHex(first.hash);
    if (this.#contradicting.has(mark)) return;
    this.#contradicting.add(mark);
    const { number } = first;
    this.#deps.log.error({ number, mark }, 'a retired key of the hub names another successor');
  }

  #follow(chain: HubKeyChain): void {
    this.#chain = chain;
    this.#deps.log.info({ number: chain.keys.length }, 'the hub signs with another key');
    for (const listener of this.#listeners) listener();
  }
}

async function writtenAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
