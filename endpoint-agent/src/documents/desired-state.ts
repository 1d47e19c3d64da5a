import type { DeviceId, DocumentPlace, SiteId } from '@eucora/protocol';
import { sameBytes, isNewerDocument } from '@eucora/protocol';
import {
  DesiredError,
  openDesiredManifest,
  openSlice,
  readDesiredAnswer,
  writeDesiredAnswer,
  type DesiredManifest,
  type DirectorRoles,
  type OpenedSlice,
} from '@eucora/protocol/desired';
import type { Logger } from '../log.ts';
import type { Desk } from '../sender/desk.ts';
import { followDocument } from './follow.ts';
import { KeptDocument, type TakenVerdict } from './kept-document.ts';

export interface DesiredStateOptions {
  readonly path: string;
  readonly site: SiteId;
  readonly deviceId: DeviceId;
  /** Whom this device believes about orders: of its newest root; undefined: it has none yet. */
  readonly root: () => DirectorRoles | undefined;
  /** Told of what holds, at the start and whenever something else does. */
  readonly onDesired: (slice: OpenedSlice, manifest: DesiredManifest, approved: boolean) => void;
  readonly logger: Logger;
}
/** A document as far as it is about this device. */
interface Ordered extends DocumentPlace {
  readonly manifest: DesiredManifest;
  readonly slice: OpenedSlice;
  readonly approved: boolean;
  readonly hash: Uint8Array;
}

/**
 * What this device is to run: the manifest of its site that the director signed, and its own slice, which
 * the manifest covers. A relay is believed in nothing. A copy of the same manifest that approvers signed
 * takes the place of one without.
 */
export class DesiredState {
  readonly #options: DesiredStateOptions;
  readonly #kept: KeptDocument<Ordered>;

  private constructor(options: DesiredStateOptions, kept: KeptDocument<Ordered>) {
    this.#options = options;
    this.#kept = kept;
  }

  static async open(options: DesiredStateOptions): Promise<DesiredState> {
    const { path, logger, onDesired } = options;
    const kept = await KeptDocument.open<Ordered>({
      path,
      what: 'orders for this device',
      open: (bytes) => openOrdered(bytes, options),
      isNews: (next, held) =>
        isNewerDocument(next, held) ||
        (sameBytes(next.hash, held.hash) && next.approved && !held.approved),
      onTaken: ({ manifest, slice, approved }) => {
        const { generation } = manifest;
        const items = slice.items.length;
        logger.info({ generation, items, approved }, 'what this device should run was said anew');
        onDesired(slice, manifest, approved);
      },
      logger,
    });
    const state = new DesiredState(options, kept);
    state.#tell();
    return state;
  }

  /** By which document; null: by none. */
  get document(): DesiredManifest | null {
    return this.#kept.document?.manifest ?? null;
  }

  get approved(): boolean {
    return this.#kept.document?.approved ?? false;
  }

  /** Takes what a relay or an operator brought: an encoded answer of the desk. */
  take(answer: Uint8Array): Promise<TakenVerdict> {
    return this.#kept.take(answer);
  }

  /** Another root is trusted: what is kept is believed, or no longer. */
  async rootChanged(): Promise<void> {
    const before = this.#kept.document;
    await this.#kept.readAgain();
    const after = this.#kept.document;
    if (after && (!before || !sameBytes(after.hash, before.hash))) this.#tell();
  }

  #tell(): void {
    const { document } = this.#kept;
    if (document) this.#options.onDesired(document.slice, document.manifest, document.approved);
  }
}

/** @throws DesiredError */
function openOrdered(bytes: Uint8Array, of: DesiredStateOptions): Ordered {
  const answer = readDesiredAnswer(bytes);
  const root = of.root();
  if (!root) throw new DesiredError('unknown_key', 'EUCORA D1', 'no root is trusted here yet');
  const { manifest, approved, hash } = openDesiredManifest(answer.manifest, of.site, root);
  if (!answer.proof) throw new DesiredError('wrong_hash', 'EUCORA D4', 'no slice of this device');
  const slice = openSlice(manifest, answer.slice, answer.proof, of.deviceId);
  const { ledgerEpoch, generation } = manifest;
  return { ledgerEpoch, generation, manifest, slice, approved, hash };
}

/** Asks the relay for what this device is to run, until aborted. */
export function followDesired(
  desk: Pick<Desk, 'desired'>,
  of: {
    readonly deviceId: DeviceId;
    readonly state: DesiredState;
    readonly root: () => DirectorRoles | undefined;
    readonly logger: Logger;
    readonly askEveryMs?: number;
  },
  signal: AbortSignal,
): Promise<void> {
  const { deviceId, state, root } = of;
  const ask = async (): Promise<'held' | 'none'> => {
    if (!root()) return 'none';
    const { ledgerEpoch = 0, generation = 0 } = state.document ?? {};
    const { approved } = state;
    const answer = await desk.desired({ deviceId, ledgerEpoch, generation, approved });
    if (answer.manifest.length > 0) await state.take(writeDesiredAnswer(answer));
    return answer.held ? 'held' : 'none';
  };
  return followDocument(ask, { ...of, what: 'what to run' }, signal);
}
