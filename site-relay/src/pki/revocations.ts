import { stat } from 'node:fs/promises';
import {
  noRevocations,
  openRevocations,
  ProtocolError,
  type DeviceId,
  type Id,
  type PublicKey,
  type RevocationDocument,
  type SiteId,
} from '@eucora/protocol';
import { errorCode } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';

export interface RevocationDeps {
  readonly path: string;
  readonly site: SiteId;
  readonly hubKey: PublicKey;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly log: Logger;
}

/** Whom the hub revoked at this site, as its newest document says; kept across restarts. */
export class Revocations {
  readonly #deps: RevocationDeps;
  #document: RevocationDocument | undefined;
  #devices = new Set<DeviceId>();
  #tokens = new Set<Id>();
  #writtenMs: number | undefined;
  #gate: Promise<unknown> = Promise.resolve();
  #onChange: (document: RevocationDocument) => void = () => undefined;

  private constructor(deps: RevocationDeps) {
    this.#deps = deps;
  }

  static async load(deps: RevocationDeps): Promise<Revocations> {
    const revocations = new Revocations(deps);
    await revocations.reload();
    return revocations;
  }

  /** Takes what an operator put in the file while the relay runs. */
  async reload(): Promise<void> {
    const writtenMs = await writtenAt(this.#deps.path);
    if (writtenMs === undefined || writtenMs === this.#writtenMs) return;
    this.#writtenMs = writtenMs;
    const bytes = await readIfThere(this.#deps.path);
    const document = bytes && this.#open(bytes);
    if (document && this.#isNewer(document)) this.#apply(document);
  }

  get document(): RevocationDocument | undefined {
    return this.#document;
  }

  /** Whom to tell of each newer list, once it counts. */
  onChange(listener: (document: RevocationDocument) => void): void {
    this.#onChange = listener;
  }

  isDevice(device: DeviceId): boolean {
    return this.#devices.has(device);
  }

  isToken(token: Id): boolean {
    return this.#tokens.has(token);
  }

  /** Takes a document from any carrier. It counts at once, and after a restart too. */
  take(bytes: Uint8Array): Promise<'taken' | 'stale' | 'refused'> {
    const turn = this.#gate.then(() => this.#take(bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #take(bytes: Uint8Array): Promise<'taken' | 'stale' | 'refused'> {
    const document = this.#open(bytes);
    if (!document) return 'refused';
    if (!this.#isNewer(document)) return 'stale';
    const { room, path } = this.#deps;
    this.#apply(document);
    await room.use(() => writeFileAtomic(path, bytes));
    return 'taken';
  }

  #open(bytes: Uint8Array): RevocationDocument | undefined {
    const { site, hubKey, log } = this.#deps;
    try {
      return openRevocations(bytes, site, hubKey);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      log.warn({ code: error.code, err: error }, 'a list of revocations was refused');
      return undefined;
    }
  }

  #isNewer({ ledgerEpoch, generation }: RevocationDocument): boolean {
    const own = this.#document;
    if (!own) return true;
    return (ledgerEpoch - own.ledgerEpoch || generation - own.generation) > 0;
  }

  #apply(document: RevocationDocument): void {
    const { devices, tokens } = document;
    this.#document = document;
    this.#devices = new Set(devices);
    this.#tokens = new Set(tokens);
    const count = devices.length + tokens.length;
    this.#deps.log.info({ generation: document.generation, count }, 'revocations are taken');
    this.#onChange(document);
  }

  /** How many are revoked. */
  get counts(): { readonly devices: number; readonly tokens: number } {
    const { devices, tokens } = this.#document ?? noRevocations;
    return { devices: devices.length, tokens: tokens.length };
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
