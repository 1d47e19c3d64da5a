import {
  limits as wireLimits,
  ProtocolError,
  readArtifactAsk,
  readChunksAsk,
  readTrustAsk,
  toHex,
  writeArtifactAnswer,
  writeChunksAnswer,
  writeTrustAnswer,
  type ArtifactAnswer,
} from '@eucora/protocol';
import { Pacer } from '../link/pacer.ts';
import { limits } from '../limits.ts';
import type { Cache } from './cache.ts';
import type { ArtifactStore, WantedArtifact } from './store.ts';

export interface ArtifactDeskDeps {
  readonly store: ArtifactStore;
  readonly cache: Pick<Cache, 'read'>;
  readonly wanted: () => readonly WantedArtifact[];
  /** A file of the trust repository; undefined: there is none here. */
  readonly trustFile: (name: string) => Promise<Uint8Array | undefined>;
}

const nothing = new Uint8Array(0);

/**
 * Answers devices that ask for bytes. Few pieces are read at once, and so many in a second: thousands
 * that ask together are told when to come again, and what they state goes on being taken meanwhile.
 */
export class ArtifactDesk {
  readonly #deps: ArtifactDeskDeps;
  readonly #pacer = new Pacer(performance.now());
  #reading = 0;

  constructor(deps: ArtifactDeskDeps) {
    this.#deps = deps;
  }

  /** A piece of an artifact. Empty for what is no question. */
  async artifact(asked: Uint8Array): Promise<Uint8Array> {
    const question = parsed(() => readArtifactAsk(asked));
    if (!question) return nothing;
    const sha256 = toHex(question.sha256);
    const { store, cache, wanted } = this.#deps;
    const entry = store.entry(sha256);
    if (!entry?.isWhole) {
      const ref = wanted().find((each) => toHex(each.sha256) === sha256);
      const isComing = ref !== undefined;
      return writeArtifactAnswer({
        bytes: nothing,
        total: ref?.bytes ?? 0,
        state: isComing ? 'coming' : 'unknown',
        retryAfterMs: isComing ? limits.artifactComingMs : limits.artifactUnknownMs,
        held: entry?.heldBytes ?? 0,
      });
    }
    const { bytes: total } = entry.ref;
    const answer: ArtifactAnswer = {
      bytes: nothing,
      total,
      state: 'here',
      retryAfterMs: 0,
      held: total,
    };
    const waitMs = this.#waitMs();
    if (waitMs > 0) return writeArtifactAnswer({ ...answer, retryAfterMs: waitMs });
    this.#reading += 1;
    try {
      const bytes = await cache.read(sha256, question.offset, question.length);
      if (bytes) return writeArtifactAnswer({ ...answer, bytes });
      const retryAfterMs = limits.artifactComingMs;
      return writeArtifactAnswer({ ...answer, state: 'coming', retryAfterMs, held: 0 });
    } finally {
      this.#reading -= 1;
    }
  }

  /** The hashes of an artifact's chunks, as the hub's list has them. */
  chunks(asked: Uint8Array): Promise<Uint8Array> {
    const artifact = parsed(() => readChunksAsk(asked));
    if (!artifact) return Promise.resolve(nothing);
    const hashes = this.#deps.store.hashesOf(toHex(artifact)) ?? nothing;
    const retryAfterMs = hashes.length > 0 ? 0 : limits.artifactComingMs;
    return Promise.resolve(writeChunksAnswer({ hashes, retryAfterMs }));
  }

  /** A file of the trust repository, from a byte on. */
  async trust(asked: Uint8Array): Promise<Uint8Array> {
    const question = parsed(() => readTrustAsk(asked));
    const none = { bytes: nothing, total: 0, held: false };
    if (!question) return writeTrustAnswer({ ...none, retryAfterMs: 0 });
    const waitMs = this.#waitMs();
    if (waitMs > 0) return writeTrustAnswer({ ...none, retryAfterMs: waitMs });
    const file = await this.#deps.trustFile(question.name);
    if (!file) return writeTrustAnswer({ ...none, retryAfterMs: 0 });
    const { offset } = question;
    const bytes = file.subarray(offset, offset + wireLimits.artifactPieceBytesMax);
    return writeTrustAnswer({ bytes, total: file.length, held: true, retryAfterMs: 0 });
  }

  /** 0: a piece may be read now. Those who are sent away come back spread out. */
  #waitMs(): number {
    const debtMs = this.#pacer.waitMs(limits.piecesPerSecond, performance.now());
    if (debtMs === 0 && this.#reading < limits.piecesAtOnce) {
      this.#pacer.take(1);
      return 0;
    }
    return Math.ceil(debtMs + limits.pieceRetryMs * (1 + 3 * Math.random()));
  }
}

function parsed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
