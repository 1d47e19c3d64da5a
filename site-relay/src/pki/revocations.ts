import {
  noRevocations,
  openRevocations,
  type DeviceId,
  type Id,
  type HubKeyRings,
  type RevocationDocument,
  type SiteId,
} from '@eucora/protocol';
import { KeptDocument, type DocumentVerdict } from '../documents/kept-document.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';

export interface RevocationDeps {
  readonly path: string;
  readonly site: SiteId;
  readonly hubKeys: HubKeyRings;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly log: Logger;
}

/** Whom the hub revoked at this site, as its newest document says; kept across restarts. */
export class Revocations {
  readonly #log: Logger;
  #kept: KeptDocument<RevocationDocument> | undefined;
  #devices = new Set<DeviceId>();
  #tokens = new Set<Id>();
  #onChange: (document: RevocationDocument) => void = () => undefined;

  private constructor(log: Logger) {
    this.#log = log;
  }

  static async load(deps: RevocationDeps): Promise<Revocations> {
    const { path, site, hubKeys, room, log } = deps;
    const revocations = new Revocations(log);
    revocations.#kept = await KeptDocument.load({
      path,
      what: 'a list of revocations',
      open: (bytes, by) => openRevocations(bytes, site, by),
      hubKeys,
      onTaken: (document) => revocations.#apply(document),
      room,
      log,
    });
    return revocations;
  }

  /** Takes what an operator put in the file while the relay runs. */
  async reload(): Promise<void> {
    await this.#kept?.reload();
  }

  get document(): RevocationDocument | undefined {
    return this.#kept?.document;
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
  async take(bytes: Uint8Array): Promise<DocumentVerdict> {
    return (await this.#kept?.take(bytes)) ?? 'refused';
  }

  #apply(document: RevocationDocument): void {
    const { devices, tokens } = document;
    this.#devices = new Set(devices);
    this.#tokens = new Set(tokens);
    const count = devices.length + tokens.length;
    this.#log.info({ generation: document.generation, count }, 'revocations are taken');
    this.#onChange(document);
  }

  /** How many are revoked. */
  get counts(): { readonly devices: number; readonly tokens: number } {
    const { devices, tokens } = this.document ?? noRevocations;
    return { devices: devices.length, tokens: tokens.length };
  }
}
