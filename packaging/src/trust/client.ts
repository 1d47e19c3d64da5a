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

/** Where a device gets metadata from, by file name. */
export type Source = (name: string) => Promise<Uint8Array | undefined>;
export type Judged<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: TrustError };

/** A device in memory: what it keeps, and what it makes of a repository at a known time. */
export class Device {
  readonly files: Map<string, Uint8Array>;
  private readonly source: Source;
  private readonly nowMs: number;

  constructor(files: ReadonlyMap<string, Uint8Array>, source: Source, nowMs: number) {
    this.files = new Map(files);
    this.source = source;
    this.nowMs = nowMs;
  }

  /** Takes what is published, as any device would. */
  async refresh(): Promise<Judged<Current>> {
    let step = beginRefresh(this.files, { loMs: this.nowMs, hiMs: this.nowMs });
    for (;;) {
      this.keep(step.changes);
      if (step.kind === 'current') return { kind: 'good', value: step.current };
      if (step.kind === 'refused') return step;
      step = continueRefresh(step.refresh, await this.fetch(step.refresh.want.name));
    }
  }

  /** Looks for who vouches for a path. */
  async find(current: Current, path: string): Promise<Judged<Found>> {
    let step = beginSearch(current, this.files, path);
    for (;;) {
      this.keep(step.changes);
      if (step.kind === 'found') return { kind: 'good', value: step.found };
      if (step.kind === 'refused') return step;
      step = continueSearch(step.search, await this.fetch(step.search.want.name));
    }
  }

  private async fetch(name: string): Promise<Answer> {
    const bytes = await this.source(name);
    return bytes ? { kind: 'bytes', bytes } : { kind: 'absent' };
  }

  private keep(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'keep') this.files.set(change.name, change.bytes);
      else this.files.delete(change.name);
    }
  }
}
