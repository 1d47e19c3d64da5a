import { createPublicKey, X509Certificate } from 'node:crypto';
import { ProtocolError } from '../errors.ts';
import { sha256, type Id, type SiteId } from '../ids.ts';
import { hubName, issuedOf, leafLifeMs, parsePrincipalName, siteZone } from './profile.ts';

/** Why a certificate is not let in. */
export type LeafRefusal =
  | 'no_certificate'
  | 'no_san'
  | 'several_sans'
  | 'foreign_san' // a name that is no device's
  | 'wrong_site'
  | 'wrong_chain' // not by an intermediate of that site, directly under the authority
  | 'is_authority'
  | 'wrong_usage'
  | 'wrong_serial';

/** Who a chain of certificates speaks for. */
export interface Principal {
  readonly id: Id;
  readonly site: SiteId;
  /** By the issuer's clock, lower bound. */
  readonly issuedMs: number;
  readonly leaf: X509Certificate;
}
export type LeafVerdict =
  | ({ readonly refused?: undefined } & Principal)
  | { readonly refused: LeafRefusal; readonly detail: string };

const clientAuth = '1.3.6.1.5.5.7.3.2';
const serverAuth = '1.3.6.1.5.5.7.3.1';
const lengthMax = 8_192;

/** Reads a certificate in DER or PEM. @throws ProtocolError oversized | malformed */
export function readCertificate(bytes: Uint8Array | string): X509Certificate {
  if (bytes.length > lengthMax) throw new ProtocolError('oversized', 'a certificate is too long');
  try {
    return new X509Certificate(bytes);
  } catch (cause) {
    throw new ProtocolError('malformed', 'this is no certificate', { cause });
  }
}

/** A certificate in PEM. */
export function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** What a ticket pins: SHA-256 of the authority's certificate. */
export function authorityPin(der: Uint8Array): Uint8Array {
  return sha256(der);
}

/** The raw Ed25519 key of a certificate. @throws ProtocolError malformed */
export function rawKeyOf(certificate: X509Certificate): Uint8Array {
  if (certificate.publicKey.asymmetricKeyType !== 'ed25519') {
    throw new ProtocolError('malformed', 'a certificate with a key that is not Ed25519');
  }
  return createPublicKey(certificate.publicKey.export({ format: 'pem', type: 'spki' }))
    .export({ format: 'der', type: 'spki' })
    .subarray(-32);
}

/**
 * Judges a chain that a server has verified up to its authority (PROTOCOL: NATS permissions). Only
 * here is it asked whom it names: exactly one name, of the grammar, below the intermediate's own.
 * `chain` is leaf, intermediate, authority, in DER or PEM.
 */
export function checkLeaf(
  chain: readonly (Uint8Array | string)[],
  site: SiteId | undefined,
): LeafVerdict {
  const [first, second, third] = chain;
  if (first === undefined) return refuse('no_certificate', 'no certificate was shown');
  const leaf = readCertificate(first);
  if (leaf.ca) return refuse('is_authority', 'an authority is nobody');
  const named = nameOf(leaf);
  if (typeof named !== 'string') return named;
  const principal = parsePrincipalName(named);
  if (!principal) return refuse('foreign_san', `${named.slice(0, 100)} names no device of a site`);
  if (site !== undefined && principal.site !== site) {
    return refuse('wrong_site', `${named} is of another site than ${site}`);
  }
  if (second === undefined || third === undefined || chain.length !== 3) {
    return refuse('wrong_chain', 'between a device and the authority stands its site, alone');
  }
  if (!isIssuedBySite(leaf, readCertificate(second), readCertificate(third), principal.site)) {
    return refuse('wrong_chain', `${named} is not issued by site ${principal.site}`);
  }
  if (!hasOnly(leaf, clientAuth)) {
    return refuse('wrong_usage', 'only a certificate for clients says who connects');
  }
  try {
    return { ...principal, issuedMs: issuedOf(leaf.serialNumber), leaf };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return refuse('wrong_serial', error.message);
  }
}

function refuse(refused: LeafRefusal, detail: string): LeafVerdict {
  return { refused, detail };
}

/** The one DNS name of a certificate. Names that need quoting come quoted and fit no grammar. */
function nameOf(leaf: X509Certificate): string | LeafVerdict {
  const text = leaf.subjectAltName;
  if (text === undefined || text === '') return refuse('no_san', 'the certificate names nobody');
  if (text.includes(', ')) return refuse('several_sans', 'the certificate names several');
  return text.startsWith('DNS:') ? text.slice(4) : text;
}

function isIssuedBySite(
  leaf: X509Certificate,
  issuer: X509Certificate,
  authority: X509Certificate,
  site: SiteId,
): boolean {
  return (
    issuer.ca &&
    issuer.subject.split('\n').includes(`CN=${siteZone(site)}`) &&
    leaf.checkIssued(issuer) &&
    leaf.verify(issuer.publicKey) &&
    isUnder(issuer, authority)
  );
}

function isUnder(certificate: X509Certificate, authority: X509Certificate): boolean {
  return (
    authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
  );
}

function hasOnly(certificate: X509Certificate, usage: string): boolean {
  const [only, ...more] = certificate.keyUsage ?? [];
  return only === usage && more.length === 0;
}

/** True while a leaf issued at `issuedMs` may be shown; both by lower bounds of time, Unix ms. */
export function isInLife(issuedMs: number, nowLoMs: number): boolean {
  return nowLoMs - issuedMs < leafLifeMs;
}

/**
 * Judges what a server shows: a relay of `site`, or the hub when `site` is null, directly under the
 * authority. Dates are not asked, since the asker's clock may lie.
 * @returns why it is not believed; undefined when it is
 */
export function serverFault(
  shown: X509Certificate,
  authority: X509Certificate,
  site: SiteId | null,
): string | undefined {
  if (!isUnder(shown, authority)) return 'it is not of the authority that this site believes';
  if (shown.ca) return 'it shows an authority';
  const usages: readonly string[] | undefined = shown.keyUsage;
  if (!usages?.includes(serverAuth)) return 'its certificate is for no server';
  const name = nameOf(shown);
  if (typeof name !== 'string') return 'its certificate has not exactly one name';
  const isMeant = site === null ? name === hubName : parsePrincipalName(name)?.site === site;
  return isMeant ? undefined : `it is ${name}`;
}
