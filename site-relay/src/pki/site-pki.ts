import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import {
  rawKeyOf,
  readCertificate,
  sameBytes,
  serverFault,
  siteZone,
  toPem,
  type PrivateKey,
  type SiteCredential,
  type SitePki as SitePkiCertificates,
} from '@eucora/protocol';
import type { Issuer } from '@eucora/protocol/x509';
import { ConfigError } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';
import type { TlsClient } from '../nats/tls.ts';

/** What this relay's part of the site's PKI is made of; none of it ever leaves the home. */
export interface PkiKeys {
  /** Of the intermediate: issues the site's certificates. */
  readonly issuer: PrivateKey;
  /** Of what this relay's servers show. */
  readonly server: PrivateKey;
}
/** The certificates that a hub gave this relay, with the keys that they are for. */
export interface SitePki {
  readonly certificates: SitePkiCertificates;
  readonly authority: X509Certificate;
  readonly issuer: Issuer;
  readonly serverKey: PrivateKey;
  /** What servers show: the leaf, then the authority, whose hash tickets pin. */
  readonly serverChain: string;
  /** SHA-256 of the server's certificate. */
  readonly fingerprint: string;
}

/**
 * Puts keys and certificates together.
 * @throws ConfigError when the hub certified other keys, or another site's names
 */
export function openSitePki(credential: SiteCredential, keys: PkiKeys): SitePki | undefined {
  const { pki: certificates, site } = credential;
  if (!certificates) return undefined;
  const authority = readCertificate(certificates.authority);
  const issuer = readCertificate(certificates.issuer);
  const server = readCertificate(certificates.server);
  const fits =
    sameBytes(rawKeyOf(issuer), keys.issuer.publicKey.raw) &&
    sameBytes(rawKeyOf(server), keys.server.publicKey.raw);
  if (!fits) {
    throw new ConfigError(
      'the site certificate is for other keys than those in this home; ' +
        'run `eucora-relay init` and have the hub admit its request again',
    );
  }
  const isIssuer = issuer.ca && issuer.subject.split('\n').includes(`CN=${siteZone(site)}`);
  const fault = serverFault(server, authority, site);
  if (fault !== undefined || !isIssuer || !issuer.verify(authority.publicKey)) {
    throw new ConfigError(`the certificates of the hub do not fit site ${site}: ${fault ?? ''}`);
  }
  return {
    certificates,
    authority,
    issuer: { key: keys.issuer, certificate: certificates.issuer },
    serverKey: keys.server,
    serverChain: toPem(certificates.server) + toPem(certificates.authority),
    fingerprint: server.fingerprint256,
  };
}

/** A key in PEM, for whoever takes files. */
export function keyPem(key: PrivateKey): string {
  return key.object.export({ format: 'pem', type: 'pkcs8' });
}

/** Files for the site's nats-server: its chain, its key, and whom it believes. */
export async function writeServerFiles(
  directory: string,
  pki: SitePki,
): Promise<{ readonly certificate: string; readonly key: string; readonly authority: string }> {
  const files = {
    certificate: join(directory, 'server.pem'),
    key: join(directory, 'server-key.pem'),
    authority: join(directory, 'authority.pem'),
  };
  await writeIfOther(files.certificate, pki.serverChain);
  await writeIfOther(files.key, keyPem(pki.serverKey));
  await writeIfOther(files.authority, toPem(pki.certificates.authority));
  return files;
}

/** A start on a full disk needs no room for what is there already. */
async function writeIfOther(path: string, text: string): Promise<void> {
  if ((await readIfThere(path))?.toString() !== text) await writeFileAtomic(path, text);
}

/** How this relay shows itself: a leaf of its own intermediate. */
export interface OwnLeaf {
  readonly chain: string;
  readonly key: string;
}

/** Options of this relay's connections to its own server, which holds the same certificate. */
export function ownServerClient(
  authority: Uint8Array,
  fingerprint: () => string,
  own: OwnLeaf,
): TlsClient {
  return {
    cert: own.chain,
    key: own.key,
    ca: toPem(authority),
    minVersion: 'TLSv1.3',
    checkServerIdentity: (_host, shown) =>
      shown.fingerprint256 === fingerprint()
        ? undefined
        : new Error("the server on this relay's port does not hold this relay's certificate"),
  };
}

/** Options of this relay's connection to the hub's server. */
export function hubClient(pki: SitePki, own: OwnLeaf): TlsClient {
  return {
    cert: own.chain,
    key: own.key,
    ca: toPem(pki.certificates.authority),
    minVersion: 'TLSv1.3',
    checkServerIdentity: (_host, shown) => {
      const fault = serverFault(new X509Certificate(shown.raw), pki.authority, null);
      return fault === undefined ? undefined : new Error(`this is not the hub's server: ${fault}`);
    },
  };
}
