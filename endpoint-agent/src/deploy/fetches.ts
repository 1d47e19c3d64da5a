import { toHex } from '@eucora/protocol';
import type { ArtifactRef } from '@eucora/protocol/desired';
import type { Fetching } from './acts.ts';

/** Where artifacts come from. */
export interface ArtifactSource {
  /**
   * The path of a file with the artifact's bytes, as soon as all of them are here; waits as long as the
   * way to them is away. Goes on where it was interrupted. Rejects when they can't be had.
   */
  fetchArtifact(ref: ArtifactRef, signal: AbortSignal): Promise<string>;
  /** Only these are still wanted: files of others may go. Not while anything is fetched. */
  keep(refs: readonly ArtifactRef[]): Promise<void>;
}

/**
 * Fetches beside the loop, one artifact at a time and in the order in which they were asked for: an
 * installation does not wait for the bytes of another.
 */
export class Fetches implements Fetching {
  readonly #source: ArtifactSource;
  readonly #signal: AbortSignal;
  readonly #onEnd: () => void;
  readonly #states = new Map<string, { path?: string; why?: string }>();
  #last: Promise<void> = Promise.resolve();

  constructor(source: ArtifactSource, signal: AbortSignal, onEnd: () => void) {
    this.#source = source;
    this.#signal = signal;
    this.#onEnd = onEnd;
  }

  begin(ref: ArtifactRef): void {
    const name = toHex(ref.sha256);
    if (this.#states.has(name)) return;
    this.#states.set(name, {});
    this.#last = this.#last.then(() => this.#fetch(name, ref));
  }

  async #fetch(name: string, ref: ArtifactRef): Promise<void> {
    try {
      const path = await this.#source.fetchArtifact(ref, this.#signal);
      this.#states.set(name, { path });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#states.set(name, { why });
    }
    this.#onEnd();
  }

  stateOf({ sha256 }: ArtifactRef): 'here' | 'coming' | 'failed' | 'away' {
    const state = this.#states.get(toHex(sha256));
    if (!state) return 'away';
    if (state.path !== undefined) return 'here';
    return state.why === undefined ? 'coming' : 'failed';
  }

  pathOf({ sha256 }: ArtifactRef): string | undefined {
    return this.#states.get(toHex(sha256))?.path;
  }

  forget({ sha256 }: ArtifactRef): string | undefined {
    const name = toHex(sha256);
    const state = this.#states.get(name);
    // What is under way ends by itself; its answer is then the newest.
    if (state && (state.path !== undefined || state.why !== undefined)) this.#states.delete(name);
    return state?.why;
  }

  /** Lets the source tidy up, where nothing is under way. */
  async keep(refs: readonly ArtifactRef[]): Promise<void> {
    const isIdle = [...this.#states.values()].every(({ path, why }) => path ?? why);
    if (isIdle) await this.#source.keep(refs);
  }
}
