import { stat } from 'node:fs/promises';
import {
  isNewerDocument,
  ProtocolError,
  sameBytes,
  toHex,
  type DeviceId,
  type SiteId,
} from '@eucora/protocol';
import {
  decodeSlice,
  nothingDesired,
  openDesiredManifest,
  openHeldManifest,
  openSliceFile,
  readDesiredAsk,
  readDesiredBundle,
  takesManifest,
  writeDesiredAnswer,
  writeDesiredBundle,
  writeSliceFile,
  type ArtifactRef,
  type DirectorRoles,
  type OpenedManifest,
  type SealedSlice,
} from '@eucora/protocol/desired';
import { errorCode, errorText } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';
import type { DocumentVerdict } from './kept-document.ts';

export interface DesiredDeps {
  readonly path: string;
  readonly site: SiteId;
  /** Of the newest root that this relay trusts; undefined: none has come yet. */
  readonly root: () => DirectorRoles | undefined;
  /** Brings all slices of a document by its root; undefined: there is no way to the hub's door. */
  readonly fetchSlices: ((rootHex: string) => Promise<Uint8Array>) | undefined;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly log: Logger;
}
/** `waits`: it can't be believed or is not whole yet; it is tried again by itself. */
export type DesiredVerdict = DocumentVerdict | 'waits';

const fetchAgainMs = 10_000;

interface Held {
  readonly opened: OpenedManifest;
  readonly manifest: Uint8Array;
  readonly slices: ReadonlyMap<DeviceId, SealedSlice>;
  readonly artifacts: readonly ArtifactRef[];
}

/**
 * What this site's devices should run, as the director said last: the manifest and all its slices,
 * whoever carried them, kept across restarts. Devices get their own slice with its proof and check all
 * of it again, so that nothing here has to be trusted.
 */
export class SiteDesired {
  readonly #deps: DesiredDeps;
  #held: Held | undefined;
  /** What came and could not be taken yet. */
  #waiting: Uint8Array | undefined;
  #againMs = 0;
  #writtenMs: number | undefined;
  #onTaken: () => void = () => undefined;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(deps: DesiredDeps) {
    this.#deps = deps;
  }

  static async load(deps: DesiredDeps): Promise<SiteDesired> {
    const desired = new SiteDesired(deps);
    await desired.reload();
    return desired;
  }

  /** Told of each document that is taken. */
  onTaken(listener: () => void): void {
    this.#onTaken = listener;
  }

  /** The document that holds; undefined: none came yet. */
  get document(): OpenedManifest | undefined {
    return this.#held?.opened;
  }

  /** A document came that this relay can't take yet. */
  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** What the site's devices will ask for, the first ring first, each once. */
  get artifacts(): readonly ArtifactRef[] {
    return this.#held?.artifacts ?? [];
  }

  /** Takes what an operator put in the file while the relay runs, and tries again what waits. */
  async reload(): Promise<void> {
    const { path } = this.#deps;
    const writtenMs = await writtenAt(path);
    if (writtenMs !== undefined && writtenMs !== this.#writtenMs) {
      const bytes = await readIfThere(path);
      const verdict = bytes && (await this.#turn(() => this.#take(bytes, false)));
      // Without a root nothing of it can be believed: it is read again once there is one.
      if (verdict !== 'waits') this.#writtenMs = writtenMs;
    }
    const waiting = this.#waiting;
    if (waiting && performance.now() >= this.#againMs) await this.take(waiting);
  }

  /** Takes a document from any carrier. It counts at once, and after a restart too. */
  take(bytes: Uint8Array): Promise<DesiredVerdict> {
    return this.#turn(() => this.#take(bytes, true));
  }

  #turn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#gate.then(run);
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #take(bytes: Uint8Array, isNews: boolean): Promise<DesiredVerdict> {
    const { site, root, log, room, path } = this.#deps;
    const roles = root();
    if (!roles) {
      if (isNews) this.#waiting = bytes;
      return 'waits';
    }
    try {
      const bundle = readDesiredBundle(bytes);
      const opened = openDesiredManifest(bundle.manifest, site, roles);
      if (this.#isHeldAlready(opened, roles)) {
        if (this.#waiting && sameBytes(this.#waiting, bytes)) this.#waiting = undefined;
        return 'stale';
      }
      const file = await this.#sliceFile(opened, bundle.slices);
      if (!file) {
        this.#waiting = bytes;
        return 'waits';
      }
      const slices = openSliceFile(opened.manifest, file);
      const { manifest } = bundle;
      if (isNews) {
        await room.use(() => writeFileAtomic(path, writeDesiredBundle({ manifest, slices: file })));
        this.#writtenMs = await writtenAt(path);
      }
      this.#held = { opened, manifest, slices, artifacts: artifactsIn(slices.values()) };
      this.#waiting = undefined;
      const { generation } = opened.manifest;
      log.info({ generation, approved: opened.approved }, 'what devices should run is taken');
      this.#onTaken();
      return 'taken';
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      log.warn({ code: error.code, err: error }, 'a document of what to run was refused');
      if (this.#waiting && sameBytes(this.#waiting, bytes)) this.#waiting = undefined;
      return 'refused';
    }
  }

  /** @throws DesiredError for another one of the same number */
  #isHeldAlready(opened: OpenedManifest, roles: DirectorRoles): boolean {
    const held = this.#held && openHeldManifest(this.#held.manifest, this.#deps.site, roles);
    if (!held) return false;
    return isNewerDocument(held.manifest, opened.manifest) || !takesManifest(opened, held);
  }

  /** All slices: those that came along, those of before where nothing changed, or the door's. */
  async #sliceFile(
    { manifest }: OpenedManifest,
    came: Uint8Array,
  ): Promise<Uint8Array | undefined> {
    if (came.length > 0 || manifest.slices === 0) return came;
    const held = this.#held;
    if (held && sameBytes(held.opened.manifest.root, manifest.root)) {
      return writeSliceFile([...held.slices.values()].map(({ slice }) => slice));
    }
    const { fetchSlices, log } = this.#deps;
    if (!fetchSlices) return undefined;
    try {
      return await fetchSlices(toHex(manifest.root));
    } catch (error) {
      const { generation } = manifest;
      log.info({ generation, error: errorText(error) }, 'slices could not be fetched yet');
      this.#againMs = performance.now() + fetchAgainMs;
      return undefined;
    }
  }

  /**
   * Answers a device with its own slice, where the document is newer than what it has. `asker`: whose
   * certificate the question came by; nobody is told what another device runs.
   */
  answer(asked: Uint8Array, asker: DeviceId | undefined): Uint8Array {
    const held = this.#held;
    const nothing = writeDesiredAnswer(nothingDesired(held !== undefined));
    try {
      const has = readDesiredAsk(asked);
      const slice = held?.slices.get(has.deviceId);
      if (!held || !slice || (asker !== undefined && asker !== has.deviceId)) return nothing;
      const { manifest, approved } = held.opened;
      const isSame = !isNewerDocument(manifest, has) && !isNewerDocument(has, manifest);
      const isNews = isSame ? approved && !has.approved : isNewerDocument(manifest, has);
      if (!isNews) return nothing;
      return writeDesiredAnswer({ manifest: held.manifest, ...slice, held: true });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return nothing;
    }
  }
}

function artifactsIn(slices: Iterable<SealedSlice>): readonly ArtifactRef[] {
  const items = [...slices]
    .flatMap(({ slice }) => decodeSlice(slice).items)
    .toSorted((a, b) => a.ring - b.ring);
  const refs = new Map<string, ArtifactRef>();
  for (const { artifact } of items) {
    if (artifact === null) continue;
    const key = toHex(artifact.sha256);
    if (!refs.has(key)) refs.set(key, artifact);
  }
  return [...refs.values()];
}

async function writtenAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
