import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { randomId } from '@eucora/protocol';
import { leaseDefaults, type ArtifactRef, type DesiredItem } from '@eucora/protocol/desired';
import { SimulatedRepository } from '@eucora/protocol/testing/trust';
import type { ArtifactSource } from '../fetches.ts';
import type { Desired } from '../deployer.ts';
import type { TrustSource } from '../trust/trust-store.ts';

const hash = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

/** An order with what most orders say. */
export function order(over: Partial<DesiredItem> = {}): DesiredItem {
  return {
    assignment: 'a5'.repeat(16),
    packageName: 'hello',
    format: 'deb',
    action: 'install',
    version: '1.0',
    artifact: null,
    rollback: false,
    security: false,
    ring: 0,
    plane: 'agent',
    notBeforeMs: null,
    deadlineMs: null,
    windows: [],
    before: [],
    after: [],
    attemptsMax: 3,
    ...over,
  };
}

/** A publisher and a relay in memory: files that are vouched for, and where they lie. */
export class TestPublisher implements TrustSource, ArtifactSource {
  readonly repository = new SimulatedRepository();
  readonly paths = new Map<string, string>();
  readonly fetched: string[] = [];
  /** Whether the relay can be asked. */
  isAway = false;

  /** Signs a file as a version of a package and publishes it; answers an order for it. */
  async publish(
    file: string,
    { name, version, minVersion }: { name: string; version: string; minVersion?: string },
    over: Partial<DesiredItem> = {},
  ): Promise<DesiredItem> {
    const bytes = await readFile(file);
    const targetPath = `linux/test/${basename(file)}`;
    const sha256 = hash(bytes);
    const custom = {
      'x-eucora': {
        package: name,
        version,
        ...(minVersion !== undefined && { min_version: minVersion }),
      },
    };
    const hashes = { sha256: Buffer.from(sha256).toString('hex') };
    this.repository.targetsOf('targets').targets[targetPath] = {
      length: bytes.length,
      hashes,
      custom,
    };
    this.repository.publish('targets', 'snapshot', 'timestamp');
    this.paths.set(hashes.sha256, file);
    const artifact = { targetPath, sha256, bytes: bytes.length, chunkListSha256: hash(sha256) };
    const assignment = randomId();
    return order({ packageName: name, version, artifact, assignment, ...over });
  }

  get firstRoot(): Uint8Array {
    return this.repository.published.get('root')?.[0] ?? new Uint8Array(0);
  }

  async trustFile(name: string): Promise<Uint8Array | null> {
    if (this.isAway) throw new Error('the relay is away');
    const answer = this.repository.fetch(name);
    return answer.kind === 'bytes' ? answer.bytes : null;
  }

  async fetchArtifact(ref: ArtifactRef): Promise<string> {
    const path = this.paths.get(Buffer.from(ref.sha256).toString('hex'));
    if (path === undefined || this.isAway) throw new Error('the relay does not hold it');
    this.fetched.push(ref.targetPath);
    return path;
  }

  /** What a test publishes stays. */
  async keep(): Promise<void> {
    return undefined;
  }
}

/** A verified document with these orders for this device, issued at a time. */
export function desired(
  items: readonly DesiredItem[],
  { generation = 1, approved = false, issuedMs = Date.UTC(2027, 0, 1) } = {},
): Desired {
  const lease = leaseDefaults.air_gapped;
  const manifest = { generation, issuedMs, issuedHiMs: issuedMs, lease };
  return { slice: { items, unread: [] }, manifest, approved };
}
