import {
  beginRefresh,
  beginSearch,
  continueRefresh,
  continueSearch,
  type Answer,
  type Change,
  type Current,
  type Found,
  type TrustError,
} from '@eucora/protocol/trust';
import type { Repository } from './repository.ts';

export type Judged<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: TrustError };

/**
 * What a device that keeps `kept` makes of a repository at a known time (Unix ms): nothing is served
 * that it would refuse. `kept` follows what the device writes down.
 */
export class PaperDevice {
  readonly #kept: Map<string, Uint8Array>;
  readonly #repository: Repository;
  readonly #nowMs: number;

  constructor(kept: ReadonlyMap<string, Uint8Array>, repository: Repository, nowMs: number) {
    this.#kept = new Map(kept);
    this.#repository = repository;
    this.#nowMs = nowMs;
  }

  refresh(): Judged<Current> {
    let step = beginRefresh(this.#kept, { loMs: this.#nowMs, hiMs: this.#nowMs });
    for (;;) {
      this.#write(step.changes);
      if (step.kind === 'current') return { kind: 'good', value: step.current };
      if (step.kind === 'refused') return step;
      step = continueRefresh(step.refresh, this.#fetch(step.refresh.want.name));
    }
  }

  /** Who vouches for a path. */
  find(current: Current, path: string): Judged<Found> {
    let step = beginSearch(current, this.#kept, path);
    for (;;) {
      this.#write(step.changes);
      if (step.kind === 'found') return { kind: 'good', value: step.found };
      if (step.kind === 'refused') return step;
      step = continueSearch(step.search, this.#fetch(step.search.want.name));
    }
  }

  #fetch(name: string): Answer {
    const bytes = this.#repository.file(name);
    return bytes ? { kind: 'bytes', bytes } : { kind: 'absent' };
  }

  #write(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'keep') this.#kept.set(change.name, change.bytes);
      else this.#kept.delete(change.name);
    }
  }
}

/** What a device keeps that is up to date with a repository. */
export function keptOf(repository: Repository): ReadonlyMap<string, Uint8Array> {
  const kept = new Map<string, Uint8Array>();
  const root = repository.roots.at(-1);
  if (root) kept.set('root.json', root.bytes);
  for (const role of ['timestamp', 'snapshot', 'targets']) {
    const file = repository.newest.get(role);
    if (file) kept.set(`${role}.json`, file.bytes);
  }
  return kept;
}

/** What a device keeps that was born with the first root. */
export function newcomerOf({ roots }: Repository): ReadonlyMap<string, Uint8Array> {
  return new Map(roots.slice(0, 1).map(({ bytes }) => ['root.json', bytes]));
}
