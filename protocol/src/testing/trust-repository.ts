import { createHash } from 'node:crypto';
import { canonicalBytes, parseJson, type JsonObject } from '../trust/canonical-json.ts';
import { roleFileName, type Answer } from '../trust/stored.ts';
import { composeTimeReset, type TimeReset } from '../desired/time-reset.ts';
import { bytesToSign, encodeSigned, tufTime } from '../trust/compose.ts';
import { signerFor, type KeyKind, type SimulatedSigner } from './trust-signers.ts';

export interface RoleDocument {
  keyids: string[];
  threshold: number;
  [more: string]: unknown;
}
interface Document {
  _type: string;
  spec_version: string;
  version: number;
  expires: string;
  [more: string]: unknown;
}
interface RootDocument extends Document {
  consistent_snapshot: boolean;
  keys: Record<string, JsonObject>;
  roles: Record<string, RoleDocument>;
}
export interface MetaDocument {
  version: number;
  length?: number;
  hashes?: Record<string, string>;
}
export interface TargetDocument {
  length: number;
  hashes: Record<string, string>;
  custom?: JsonObject;
}
export interface DelegationDocument extends RoleDocument {
  name: string;
  terminating: boolean;
  paths?: string[];
  path_hash_prefixes?: string[];
}
interface TargetsDocument extends Document {
  targets: Record<string, TargetDocument>;
  delegations?: { keys: Record<string, JsonObject>; roles: DelegationDocument[] };
}
interface SnapshotDocument extends Document {
  meta: Record<string, MetaDocument>;
}
/** A file's JSON, to be spoilt in a test. */
export interface FileDocument {
  signatures: { keyid: string; sig: string }[];
  signed: Document;
}

const day = 86_400_000;
const hash = (name: string, bytes: Uint8Array) => createHash(name).update(bytes).digest('hex');
export const topNames = ['root', 'timestamp', 'snapshot', 'targets'] as const;

/**
 * A TUF repository in memory that anybody may run badly: documents are edited, versions set, keys
 * added and lost, and `publish` signs what there is with the signers that are left. It says what it
 * was asked for. Written from the specification and apart from what the verifier reads.
 */
export class SimulatedRepository {
  readonly nowMs: number;
  readonly root: RootDocument;
  readonly timestamp: SnapshotDocument;
  readonly snapshot: SnapshotDocument;
  readonly targets: TargetsDocument;
  readonly delegated = new Map<string, TargetsDocument>();
  readonly signers = new Map<string, Map<string, SimulatedSigner>>();
  readonly published = new Map<string, Uint8Array[]>();
  readonly artifacts = new Map<string, Uint8Array>();
  readonly requests: [role: string, version: number | undefined][] = [];
  readonly downloads: string[] = [];
  /** Whether snapshot and timestamp list size and hash. */
  listsHashes = false;
  private made = 0;

  constructor(nowMs = Date.UTC(2027, 0, 1)) {
    this.nowMs = nowMs;
    const head = (type: string): Document => ({
      _type: type,
      spec_version: '1.0.31',
      version: 1,
      expires: this.inDays(30),
    });
    const roles = Object.fromEntries(topNames.map((name) => [name, { keyids: [], threshold: 1 }]));
    this.root = { ...head('root'), consistent_snapshot: true, keys: {}, roles };
    this.timestamp = { ...head('timestamp'), meta: { 'snapshot.json': { version: 1 } } };
    this.snapshot = { ...head('snapshot'), meta: { 'targets.json': { version: 1 } } };
    this.targets = { ...head('targets'), targets: {} };
    for (const name of topNames) this.addKey(name);
    this.publish('targets', 'snapshot', 'timestamp', 'root');
  }

  inDays(days: number): string {
    return tufTime(this.nowMs + days * day);
  }

  newSigner(kind: KeyKind = 'ed25519', more: JsonObject = {}): SimulatedSigner {
    this.made += 1;
    return signerFor(`signer ${this.made}`, kind, more);
  }

  /** Gives a top-level role a key more, and the key to the repository. */
  addKey(role: string, signer = this.newSigner()): SimulatedSigner {
    this.root.keys[signer.keyId] = signer.object;
    const { keyids } = this.role(role);
    if (!keyids.includes(signer.keyId)) keyids.push(signer.keyId);
    this.addSigner(role, signer);
    return signer;
  }

  addSigner(role: string, signer: SimulatedSigner): void {
    const held = this.signers.get(role) ?? new Map<string, SimulatedSigner>();
    this.signers.set(role, held.set(signer.keyId, signer));
  }

  role(name: string): RoleDocument {
    const role = this.root.roles[name];
    if (!role) throw new TypeError(`no role ${name}`);
    return role;
  }

  /** Takes the role's keys from it. */
  clearKeys(role: string): void {
    this.role(role).keyids = [];
    this.signers.get(role)?.clear();
  }

  /** As many new keys as the role needs, in place of the old. */
  rotate(role: string): void {
    this.clearKeys(role);
    for (let made = 0; made < this.role(role).threshold; made += 1) this.addKey(role);
  }

  /** Loses one of the keys with which a role's files are signed. */
  loseSigner(role: string): void {
    const held = this.signers.get(role);
    const last = [...(held?.keys() ?? [])].at(-1);
    if (last !== undefined) held?.delete(last);
  }

  targetsOf(role: string): TargetsDocument {
    const found = role === 'targets' ? this.targets : this.delegated.get(role);
    if (!found) throw new TypeError(`no targets role ${role}`);
    return found;
  }

  /** Delegates from one role to another, new or known, with a new key. */
  delegate(from: string, name: string, more: Partial<DelegationDocument> = {}): SimulatedSigner {
    const targets = this.targetsOf(from);
    const signer = this.newSigner();
    targets.delegations ??= { keys: {}, roles: [] };
    targets.delegations.keys[signer.keyId] = signer.object;
    const paths = more.path_hash_prefixes ? {} : { paths: ['*'] };
    const given = { name, keyids: [signer.keyId], threshold: 1, terminating: false, ...paths };
    targets.delegations.roles.push({ ...given, ...more });
    if (!this.delegated.has(name)) {
      const expires = this.inDays(30);
      const head = { _type: 'targets', spec_version: '1.0.31', version: 1, expires };
      this.delegated.set(name, { ...head, targets: {} });
    }
    this.addSigner(name, signer);
    return signer;
  }

  addArtifact(role: string, path: string, text: string, algorithms = ['sha256']): void {
    const bytes = Buffer.from(text);
    const hashes = Object.fromEntries(algorithms.map((name) => [name, hash(name, bytes)]));
    this.targetsOf(role).targets[path] = { length: bytes.length, hashes };
    this.artifacts.set(path, bytes);
  }

  private document(role: string): Document {
    if (role === 'root') return this.root;
    if (role === 'timestamp') return this.timestamp;
    return role === 'snapshot' ? this.snapshot : this.targetsOf(role);
  }

  /** Signs and publishes, each in a version higher than what is published of it. */
  publish(...roles: readonly string[]): void {
    for (const role of roles) {
      const document = this.document(role);
      if (this.published.has(role)) document.version += 1;
      const bytes = this.sign(role, document);
      this.published.set(role, [...(this.published.get(role) ?? []), bytes]);
      const meta: MetaDocument = { version: document.version };
      if (this.listsHashes) {
        meta.length = bytes.length;
        meta.hashes = { sha256: hash('sha256', bytes) };
      }
      if (role === 'snapshot') this.timestamp.meta['snapshot.json'] = meta;
      else if (role !== 'root' && role !== 'timestamp') this.snapshot.meta[`${role}.json`] = meta;
    }
  }

  private sign(role: string, document: Document): Uint8Array {
    const signed = parseJson(Buffer.from(JSON.stringify(document))) as JsonObject;
    const bytes = canonicalBytes(signed);
    const held = [...(this.signers.get(role)?.values() ?? [])];
    const signatures = held.map((each) => ({ keyid: each.keyId, sig: each.sign(bytes) }));
    return Buffer.from(JSON.stringify({ signatures, signed }));
  }

  /** The newest published file of a role, changed after it was signed. */
  spoil(role: string, change: (file: FileDocument) => void): void {
    const files = this.published.get(role) ?? [];
    const file = JSON.parse(String(Buffer.from(files.at(-1) ?? []))) as FileDocument;
    change(file);
    this.published.set(role, [...files.slice(0, -1), Buffer.from(JSON.stringify(file))]);
  }

  /** What a client gets for a file name of the metadata folder. */
  fetch(name: string): Answer {
    const known = [...this.published.keys(), ...topNames];
    const role = known.find((each) => name === roleFileName(each) || endsIn(name, each));
    if (role === undefined) return { kind: 'absent' };
    const isPlain = name === roleFileName(role);
    const version = isPlain ? undefined : Number(name.slice(0, name.indexOf('.')));
    this.requests.push([role, version]);
    const files = this.published.get(role) ?? [];
    const bytes = version === undefined ? files.at(-1) : files[version - 1];
    return bytes ? { kind: 'bytes', bytes } : { kind: 'absent' };
  }

  /** What a client gets for an artifact; with consistent snapshots it asks by hash. */
  download(name: string, path: string): Uint8Array | undefined {
    this.downloads.push(name);
    return this.artifacts.get(path);
  }
}

const endsIn = (name: string, role: string): boolean =>
  /^\d+$/.test(name.slice(0, name.indexOf('.'))) &&
  name.slice(name.indexOf('.') + 1) === roleFileName(role);

/** A reset of the time, signed with all keys of a role of the repository. */
export function signedReset(
  { nowMs, signers }: SimulatedRepository,
  over: Partial<TimeReset> = {},
  role = 'root',
): Uint8Array {
  const reset = { number: 1, rootVersion: 1, aboveMs: nowMs + 365 * day, loMs: nowMs, sites: [] };
  const part = composeTimeReset({ ...reset, ...over }, nowMs);
  const bytes = bytesToSign(part);
  const held = [...(signers.get(role)?.values() ?? [])];
  return encodeSigned(
    part,
    held.map((each) => ({ keyId: each.keyId, sig: each.sign(bytes) })),
  );
}
