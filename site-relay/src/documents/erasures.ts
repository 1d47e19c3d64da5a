import { join } from 'node:path';
import {
  generateBoxKeyPair,
  isNewerDocument,
  openErasures,
  ProtocolError,
  readDocumentAsk,
  writeDocumentAnswer,
  type ErasureDocument,
  type ErasureMark,
  type HubKeyRings,
  type SiteId,
} from '@eucora/protocol';
import { readIfThere, replaceSecret, writeFileAtomic } from '../home/files.ts';
import { boxKeyFile, type RelayKeys } from '../home/keys.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';
import { KeptDocument, type DocumentVerdict } from './kept-document.ts';

export interface ErasuresDeps {
  readonly path: string;
  /** Folder of this relay's keys. */
  readonly keysPath: string;
  readonly keys: RelayKeys;
  readonly site: SiteId;
  readonly hubKeys: HubKeyRings;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly log: Logger;
}

/**
 * The hub's newest document on erasures. What the journal holds stays, signed as it is; the key for
 * which devices wrapped the keys of names to this relay is destroyed, so that none of them opens here.
 * Devices get the document from this relay and check it by themselves.
 */
export class SiteErasures {
  readonly #deps: ErasuresDeps;
  readonly #kept: KeptDocument<ErasureDocument>;
  #obeyed: string | undefined;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(deps: ErasuresDeps, kept: KeptDocument<ErasureDocument>, obeyed: string) {
    this.#deps = deps;
    this.#kept = kept;
    this.#obeyed = obeyed;
  }

  static async load(deps: ErasuresDeps): Promise<SiteErasures> {
    const { path, site, hubKeys, room, log } = deps;
    const kept = await KeptDocument.load({
      path,
      what: 'a document on erasures',
      open: (bytes, by) => openErasures(bytes, site, by),
      hubKeys,
      onTaken: ({ generation, subjects }) => {
        log.info({ generation, count: subjects.length }, 'a document on erasures is taken');
      },
      room,
      log,
    });
    const obeyed = (await readIfThere(markPath(deps)))?.toString() ?? '';
    const erasures = new SiteErasures(deps, kept, obeyed);
    await erasures.#settle();
    return erasures;
  }

  /** Takes a document from any carrier. Once this resolves, what it says is done here. */
  async take(bytes: Uint8Array): Promise<DocumentVerdict> {
    const verdict = await this.#kept.take(bytes);
    if (verdict !== 'refused') await this.#settle();
    return verdict;
  }

  /** Takes what an operator put in the file while the relay runs. */
  async reload(): Promise<void> {
    await this.#kept.reload();
    await this.#settle();
  }

  /** How many subjects the document names; undefined: nothing came yet. */
  get count(): number | undefined {
    return this.#kept.document?.subjects.length;
  }

  /** What the hub is told: which document is obeyed; undefined: none. */
  get mark(): ErasureMark | undefined {
    const { document } = this.#kept;
    if (!document || placeOf(document) !== this.#obeyed) return undefined;
    const { ledgerEpoch, generation, hubBoxNo } = document;
    return { ledgerEpoch, generation, hubBoxNo };
  }

  /** Answers a device with what the hub signed, where that is newer than what it has. */
  answer(asked: Uint8Array): Uint8Array {
    const { document, bytes } = this.#kept;
    try {
      const has = readDocumentAsk(asked);
      const isNews = document !== undefined && isNewerDocument(document, has);
      return writeDocumentAnswer(isNews && bytes ? bytes : new Uint8Array(0));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return writeDocumentAnswer(new Uint8Array(0));
    }
  }

  #settle(): Promise<void> {
    const turn = this.#gate.then(() => this.#obey());
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  /** Destroys this relay's box key once for each document; a crash in between repeats it. */
  async #obey(): Promise<void> {
    const { document } = this.#kept;
    if (!document || placeOf(document) === this.#obeyed) return;
    const { keysPath, keys, room, log } = this.#deps;
    const fresh = generateBoxKeyPair();
    const text = `${Buffer.from(fresh.secretKey).toString('base64')}\n`;
    await room.use(() => replaceSecret(join(keysPath, boxKeyFile), text));
    keys.box = fresh;
    const place = placeOf(document);
    await room.use(() => writeFileAtomic(markPath(this.#deps), place));
    this.#obeyed = place;
    log.info({ generation: document.generation }, 'keys of names that were wrapped here are gone');
  }
}

const markPath = ({ keysPath }: ErasuresDeps): string => join(keysPath, 'box-made-for');
const placeOf = ({ ledgerEpoch, generation }: ErasureDocument): string =>
  `${ledgerEpoch}/${generation}`;
