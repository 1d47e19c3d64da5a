import { join } from 'node:path';
import {
  authorityPin,
  checkLeaf,
  exportSeed,
  generateKeyPair,
  importPrivateKey,
  issuedOf,
  ProtocolError,
  readCertificate,
  sameBytes,
  toPem,
  type DeviceId,
  type PrivateKey,
  type SiteCredential,
} from '@eucora/protocol';
import { readJson, writeWhole } from '../files/atomic.ts';

/** A TLS key and the certificate that says whose it is; all in DER. */
export interface TlsIdentity {
  readonly key: PrivateKey;
  readonly leaf: Uint8Array;
  readonly issuer: Uint8Array;
  readonly authority: Uint8Array;
}
/** What a connection is made with, in PEM. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/**
 * This device's TLS identity, in one file, so that key and certificate never part. The next key is
 * written before anybody is asked about it: an answer that gets lost is asked for again.
 */
export class TlsStore {
  readonly #path: string;
  #identity: TlsIdentity | undefined;
  #next: PrivateKey | undefined;

  private constructor(path: string, stored: Stored) {
    this.#path = path;
    this.#identity = stored.identity;
    this.#next = stored.next;
  }

  static async open(path: string): Promise<TlsStore> {
    return new TlsStore(path, parse(await readJson(path)));
  }

  get identity(): TlsIdentity | undefined {
    return this.#identity;
  }

  /** The key of the next certificate. */
  async nextKey(): Promise<PrivateKey> {
    if (this.#next) return this.#next;
    this.#next = generateKeyPair();
    await this.#save();
    return this.#next;
  }

  async keep(identity: TlsIdentity): Promise<void> {
    this.#identity = identity;
    this.#next = undefined;
    await this.#save();
  }

  async #save(): Promise<void> {
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    const identity = this.#identity && {
      key: text(exportSeed(this.#identity.key.object)),
      leaf: text(this.#identity.leaf),
      issuer: text(this.#identity.issuer),
      authority: text(this.#identity.authority),
    };
    const next = this.#next && text(exportSeed(this.#next.object));
    await writeWhole(this.#path, `${JSON.stringify({ identity, next })}\n`);
  }
}

/** Where a home keeps it. */
export function tlsPath(home: string): string {
  return join(home, 'tls');
}

interface Stored {
  readonly identity: TlsIdentity | undefined;
  readonly next: PrivateKey | undefined;
}

/** What can't be read is as good as not there: a ticket gives a new certificate. */
function parse(value: unknown): Stored {
  const { identity, next }: { identity?: unknown; next?: unknown } =
    typeof value === 'object' && value !== null ? value : {};
  return { identity: parseIdentity(identity), next: parseKey(next) };
}

function parseIdentity(value: unknown): TlsIdentity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { key, leaf, issuer, authority }: Partial<Record<string, unknown>> = value;
  const parsed = parseKey(key);
  if (!parsed || typeof leaf !== 'string' || typeof issuer !== 'string') return undefined;
  if (typeof authority !== 'string') return undefined;
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  return { key: parsed, leaf: bytes(leaf), issuer: bytes(issuer), authority: bytes(authority) };
}

function parseKey(value: unknown): PrivateKey | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return importPrivateKey(Buffer.from(value, 'base64'));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/**
 * The identity that an answer gives, checked as a server would: by this site, for this device.
 * @throws ProtocolError
 */
export function identityOf(
  answer: { readonly leaf: Uint8Array; readonly credential: SiteCredential },
  key: PrivateKey,
  deviceId: DeviceId,
  pin: Uint8Array,
): TlsIdentity {
  const { leaf, credential } = answer;
  const { pki, site } = credential;
  if (!pki || leaf.length === 0) {
    throw new ProtocolError('malformed', 'the relay gave no certificate');
  }
  if (!sameBytes(authorityPin(pki.authority), pin)) {
    throw new ProtocolError('unknown_key', 'the relay is of another authority than the ticket');
  }
  const verdict = checkLeaf([leaf, pki.issuer, pki.authority], site);
  if (verdict.refused !== undefined) throw new ProtocolError('malformed', verdict.detail);
  if (verdict.id !== deviceId) {
    throw new ProtocolError('wrong_device', 'the relay gave the certificate of another device');
  }
  return { key, leaf, issuer: pki.issuer, authority: pki.authority };
}

/** An identity as connections take it. */
export function materialOf({ key, leaf, issuer, authority }: TlsIdentity): TlsMaterial {
  return {
    cert: toPem(leaf) + toPem(issuer),
    key: key.object.export({ format: 'pem', type: 'pkcs8' }),
    ca: toPem(authority),
  };
}

/** When the certificate was issued, by its relay's lower bound of time. */
export function issuedMsOf({ leaf }: TlsIdentity): number {
  return issuedOf(readCertificate(leaf).serialNumber);
}
