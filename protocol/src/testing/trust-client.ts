import { createHash } from 'node:crypto';
import type { TimeInterval } from '../clock.ts';
import { parseJson, type JsonObject } from '../trust/canonical-json.ts';
import type { TargetFile } from '../trust/metadata.ts';
import type { TrustError } from '../trust/refusal.ts';
import { beginRefresh, continueRefresh } from '../trust/refresh.ts';
import {
  artifactName,
  beginSearch,
  continueSearch,
  requireArtifact,
  type Found,
} from '../trust/search.ts';
import type { Change, Current, Doubt, TrustLimits } from '../trust/stored.ts';
import { trustLimits } from '../trust/stored.ts';
import type { SimulatedRepository } from './trust-repository.ts';

/** A device in memory that follows the workflow of `@eucora/protocol/trust` and keeps files. */
export class SimulatedClient {
  readonly files = new Map<string, Uint8Array>();
  readonly artifacts = new Map<string, Uint8Array>();
  readonly repository: SimulatedRepository;
  readonly limits: TrustLimits;
  now: TimeInterval;
  refusal: TrustError | undefined;
  doubts: readonly Doubt[] = [];
  /** Sees each change before it is made. */
  onChange: (change: Change) => void = () => undefined;

  constructor(repository: SimulatedRepository, limits: Partial<TrustLimits> = {}) {
    this.repository = repository;
    this.limits = { ...trustLimits, ...limits };
    this.now = { loMs: repository.nowMs, hiMs: repository.nowMs };
    this.files.set('root.json', repository.published.get('root')?.[0] ?? new Uint8Array(0));
  }

  /** Goes some days on; the time is known exactly. */
  passDays(days: number): void {
    const ms = this.now.loMs + days * 86_400_000;
    this.now = { loMs: ms, hiMs: ms };
  }

  /** What is current; undefined with `refusal` where it is refused. */
  refresh(): Current | undefined {
    this.refusal = undefined;
    let step = beginRefresh(this.files, this.now, this.limits);
    for (;;) {
      this.write(step.changes);
      if (step.kind === 'refused') {
        this.refusal = step.refusal;
        return undefined;
      }
      if (step.kind === 'current') {
        this.doubts = step.current.doubts;
        return step.current;
      }
      step = continueRefresh(step.refresh, this.repository.fetch(step.refresh.want.name));
    }
  }

  /** Refreshes: `current`, or code and clause of the refusal. */
  outcome(): readonly string[] {
    if (this.refresh()) return ['current'];
    return [this.refusal?.code ?? 'no refusal', this.refusal?.clause ?? 'no clause'];
  }

  find(current: Current, path: string): Found | undefined {
    let step = beginSearch(current, this.files, path, this.limits);
    for (;;) {
      this.write(step.changes);
      if (step.kind === 'refused') {
        this.refusal = step.refusal;
        return undefined;
      }
      if (step.kind === 'found') return step.found;
      step = continueSearch(step.search, this.repository.fetch(step.search.want.name));
    }
  }

  /** Refreshes, then fetches artifacts; true when each is there and genuine. */
  download(...paths: readonly string[]): boolean {
    const current = this.refresh();
    return current !== undefined && paths.every((path) => this.take(current, path));
  }

  private take(current: Current, path: string): boolean {
    const found = this.find(current, path);
    if (!found) return false;
    const held = this.artifacts.get(path);
    if (held && isGenuine(found.target, held)) return true;
    const name = artifactName(found.target, current.root.signed.consistentSnapshot);
    const bytes = this.repository.download(name, path);
    if (!bytes || !isGenuine(found.target, bytes)) return false;
    this.artifacts.set(path, bytes);
    return true;
  }

  private write(changes: readonly Change[]): void {
    for (const change of changes) {
      this.onChange(change);
      if (change.kind === 'keep') this.files.set(change.name, change.bytes);
      else this.files.delete(change.name);
    }
  }

  /** The trusted version of a role, by its kept file. */
  version(role: string): number | undefined {
    const bytes = this.files.get(`${role}.json`);
    if (!bytes) return undefined;
    const file = parseJson(bytes) as JsonObject;
    return Number((file['signed'] as JsonObject)['version']);
  }

  /** Trusted roles with their versions, as `root 1, snapshot 2`. */
  trusted(): string {
    const names = [...this.files.keys()].map((name) => name.slice(0, -5)).toSorted();
    return names.map((name) => `${name} ${this.version(name)}`).join(', ');
  }
}

function isGenuine(target: TargetFile, bytes: Uint8Array): boolean {
  const hashes = new Map(
    ['sha256', 'sha512'].map((name) => [name, createHash(name).update(bytes).digest('hex')]),
  );
  try {
    requireArtifact(target, { length: bytes.length, hashes });
    return true;
  } catch {
    // Only a refusal is thrown there; the test asks what was kept.
    return false;
  }
}
