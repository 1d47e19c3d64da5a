import { createHash } from 'node:crypto';
import type { TimeInterval } from '../clock.ts';
import { leaseDefaults, leaseStateOf, type Lease } from '../desired/lease.ts';
import { judgeItem, imageSideOf, type ImageSide, type Verdict } from '../desired/judge.ts';
import {
  coSign,
  manifestHash,
  openDesiredManifest,
  openHeldManifest,
  openSlice,
  takesManifest,
  sealDesired,
  type DesiredHead,
  type OpenedManifest,
  type SealedDesired,
} from '../desired/manifest.ts';
import type { DesiredItem, LeaseTerms, OpenedSlice, PackageFormat } from '../desired/model.ts';
import { DesiredError } from '../desired/refusal.ts';
import type { PrivateKey } from '../keys.ts';
import { ed25519KeyObject, tufKeyId } from '../trust/tuf-key.ts';
import { TrustError } from '../trust/refusal.ts';
import type { TrustLimits } from '../trust/stored.ts';
import { artifactName, requireArtifact } from '../trust/search.ts';
import { idFor, keyFor } from './builders.ts';
import { SimulatedClient } from './trust-client.ts';
import { SimulatedRepository } from './trust-repository.ts';

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** An order for a package of `SimulatedSite`, as its hub would write it. */
export function itemFor(
  path: string,
  bytes: Uint8Array,
  over: Partial<DesiredItem> = {},
): DesiredItem {
  return {
    assignment: idFor(`assignment ${path}`),
    packageName: 'app',
    format: 'deb',
    action: 'install',
    version: '2.0',
    artifact: {
      targetPath: path,
      sha256: sha256(bytes),
      bytes: bytes.length,
      chunkListSha256: sha256(sha256(bytes)),
    },
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

/** Orders without an artifact: what is to be removed or kept. */
export const idle = (action: 'remove' | 'pin', version: string): Partial<DesiredItem> => ({
  action,
  version,
  artifact: null,
});

/**
 * A whole organisation in memory: a publisher for linux/retail who vouches for two versions of app with
 * a floor of 1.5, a director whose key the hub holds, two approvers who have to agree, root 2 of 3, and
 * a site with devices. Anybody may misuse what they have.
 */
export class SimulatedSite {
  readonly repo = new SimulatedRepository();
  readonly site = 'hq';
  readonly path = 'linux/retail/app_2.0.deb';
  directors: PrivateKey[] = [keyFor('director')];
  directorThreshold = 1;
  approvers: PrivateKey[] = [keyFor('approver a'), keyFor('approver b')];
  approverThreshold = 2;
  lease: LeaseTerms = leaseDefaults.air_gapped;
  epoch = 1;
  generation = 0;
  last: Uint8Array | null = null;

  constructor() {
    const { repo } = this;
    repo.addKey('root');
    repo.addKey('root');
    repo.role('root').threshold = 2;
    repo.delegate('targets', 'linux', {
      paths: ['linux/retail/*'],
      terminating: true,
      'x-eucora': { platforms: ['linux'], business_units: ['retail'] },
    });
    for (const version of ['1.0', '1.6', '2.0', '3.0']) this.vouch(version);
    this.nameOwnRoles();
    repo.publish('linux', 'root', 'targets', 'snapshot', 'timestamp');
  }

  /** The publisher signs a version of app. */
  vouch(version: string, note: Readonly<Record<string, string>> = {}, role = 'linux'): void {
    const path = `linux/retail/app_${version}.deb`;
    this.repo.addArtifact(role, path, `app ${version}`);
    const said = { package: 'app', version, platform: 'linux', business_unit: 'retail' };
    const floor = version === '2.0' ? { min_version: '1.5' } : {};
    this.repo.targetsOf(role).targets[path]!.custom = {
      'x-eucora': { ...said, ...floor, ...note },
    };
  }

  /** Writes director and approvers into root, which is published by whoever calls. */
  nameOwnRoles(): void {
    const objects = (keys: readonly PrivateKey[]) =>
      keys.map(({ publicKey }) => ed25519KeyObject(publicKey.raw));
    const set = (keys: readonly PrivateKey[], threshold: number) => ({
      keyids: objects(keys).map(tufKeyId),
      threshold,
    });
    const all = objects([...this.directors, ...this.approvers]);
    this.repo.root['x-eucora'] = {
      keys: Object.fromEntries(all.map((object) => [tufKeyId(object), object])),
      director: set(this.directors, this.directorThreshold),
      approvers: set(this.approvers, this.approverThreshold),
    };
  }

  /** The order to install a version of app that was vouched for. */
  item(version = '2.0', over: Partial<DesiredItem> = {}): DesiredItem {
    const path = `linux/retail/app_${version}.deb`;
    const bytes = this.repo.artifacts.get(path) ?? Buffer.from(`app ${version}`);
    return itemFor(path, bytes, { version, ...over });
  }

  /** Orders for the device, signed by these keys; the document after the last one. */
  order(
    items: readonly DesiredItem[] = [this.item()],
    keys: readonly PrivateKey[] = this.directors,
    head: Partial<DesiredHead> = {},
    device = 'device',
  ): SealedDesired {
    this.generation += 1;
    const place = { site: this.site, ledgerEpoch: this.epoch, generation: this.generation };
    const slices = [device, 'neighbour'].map((name) => ({ device: idFor(name), items }));
    const full = { ...place, issuedMs: this.repo.nowMs, ...head };
    const sealed = sealDesired(full, slices, this.lease, this.last, keys);
    this.last = manifestHash(sealed.manifest);
    return sealed;
  }

  /** The same document with the approvers' signatures. */
  approve(sealed: SealedDesired, keys: readonly PrivateKey[] = this.approvers): SealedDesired {
    return { ...sealed, manifest: keys.reduce(coSign, sealed.manifest) };
  }
}

/** A device of the site: what it trusts, what it was told, what is installed, what time it is. */
export class SimulatedDevice {
  readonly site: SimulatedSite;
  readonly client: SimulatedClient;
  readonly id = idFor('device');
  held: Uint8Array | undefined;
  slice: OpenedSlice | undefined;
  opened: OpenedManifest | undefined;
  installed: string | null = null;
  accepted = false;
  formats: readonly PackageFormat[] = ['deb', 'agent'];
  wallMs: number | undefined;

  constructor(site: SimulatedSite, limits: Partial<TrustLimits> = {}) {
    this.site = site;
    this.client = new SimulatedClient(site.repo, limits);
  }

  get now(): TimeInterval {
    return this.client.now;
  }

  /** The trusted root, as it was last written down. */
  get root() {
    return this.client.refresh()?.root.signed;
  }

  /** Takes a document: `taken`, `held` when it is the one in hand, or code and clause of the refusal. */
  take(sealed: SealedDesired, sliceOf = this.id): readonly string[] {
    const current = this.client.refresh();
    if (!current) return this.refusal();
    const root = current.root.signed;
    const mine = sealed.slices.get(sliceOf);
    try {
      const next = openDesiredManifest(sealed.manifest, this.site.site, root);
      const held = this.held && openHeldManifest(this.held, this.site.site, root);
      if (!takesManifest(next, held, held && this.leaseOf(held))) return ['held'];
      if (!mine) return ['no slice'];
      this.slice = openSlice(next.manifest, mine.slice, mine.proof, this.id);
      this.held = sealed.manifest;
      this.opened = next;
      this.hear(next.manifest.issuedMs);
      return ['taken'];
    } catch (error) {
      if (error instanceof DesiredError) return [error.code, error.clause];
      throw error;
    }
  }

  /** What somebody trusted signed moves `lo`; an upper bound that it contradicts is void. */
  private hear(signedMs: number): void {
    const { loMs, hiMs } = this.client.now;
    if (signedMs <= loMs) return;
    this.client.now = { loMs: signedMs, hiMs: hiMs !== null && hiMs < signedMs ? null : hiMs };
  }

  private refusal(): readonly string[] {
    const { code = '', clause = '' } = this.client.refusal ?? {};
    return [code, clause];
  }

  leaseOf({ manifest }: OpenedManifest): Lease {
    const { wallMs } = this;
    const now = wallMs === undefined ? this.now : { ...this.now, wallMs };
    return leaseStateOf(
      manifest.lease,
      { loMs: manifest.issuedMs, hiMs: manifest.issuedHiMs },
      now,
    );
  }

  /** What it does about the first item that it was told. */
  judge(): Verdict {
    const item = this.slice?.items[0];
    if (!item || !this.opened) throw new TypeError('nothing was ordered');
    return judgeItem({
      item,
      approved: this.opened.approved,
      imageSide: this.imageSide(item),
      lease: this.leaseOf(this.opened),
      installed: this.installed,
      formats: this.formats,
      accepted: this.accepted,
      now: this.wallMs === undefined ? this.now : { ...this.now, wallMs: this.wallMs },
    });
  }

  private imageSide({ artifact }: DesiredItem): ImageSide | null {
    const current = this.client.refresh();
    const found = artifact && current && this.client.find(current, artifact.targetPath);
    return found ? imageSideOf(found) : (this.client.refusal ?? null);
  }

  /** All of an update: `installed` or another act, or code and clause of what refused. */
  update(sealed: SealedDesired, sliceOf = this.id): readonly string[] {
    const taken = this.take(sealed, sliceOf);
    return taken[0] === 'taken' || taken[0] === 'held' ? this.carryOut() : taken;
  }

  /** Does what the document in hand says. */
  carryOut(): readonly string[] {
    const verdict = this.judge();
    if (verdict.verdict !== 'do') return [verdict.code, verdict.clause];
    const item = this.slice?.items[0];
    if (item?.artifact && verdict.act !== 'none') {
      const refused = this.fetchArtifact(item.artifact.targetPath);
      if (refused) return [refused.code, refused.clause];
    }
    if (verdict.act === 'remove') this.installed = null;
    else if (verdict.act !== 'pin') this.installed = item?.version ?? null;
    return [verdict.act];
  }

  private fetchArtifact(path: string): TrustError | undefined {
    const current = this.client.refresh();
    const found = current && this.client.find(current, path);
    if (!current || !found) return this.client.refusal;
    const name = artifactName(found.target, current.root.signed.consistentSnapshot);
    const bytes = this.site.repo.download(name, path) ?? new Uint8Array(0);
    try {
      const hashes = new Map([['sha256', sha256(bytes).toString('hex')]]);
      requireArtifact(found.target, { length: bytes.length, hashes });
      return undefined;
    } catch (error) {
      if (error instanceof TrustError) return error;
      throw error;
    }
  }
}
