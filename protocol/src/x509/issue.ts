import 'reflect-metadata';
import { randomBytes, type KeyObject } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  Extension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey as X509PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { SiteClass } from '../enrolment.ts';
import { ProtocolError } from '../errors.ts';
import { sha256, toHex, type Id, type SiteId } from '../ids.ts';
import { importPublicKey, type PrivateKey } from '../keys.ts';
import { readCertificate } from './check.ts';
import {
  hubName,
  intermediateLifeMs,
  principalName,
  serialFor,
  siteZone,
  widest,
  zone,
} from './profile.ts';

/** Who signs: a key, and the certificate that speaks for it, DER. */
export interface Issuer {
  readonly key: PrivateKey;
  readonly certificate: Uint8Array;
}

const nameConstraintsOid = '2.5.29.30';
const organisation = 'EUCORA edge';

/**
 * The hub's authority: pathlen 1, nothing outside our zone. Ed25519 signs the same bytes the same
 * way, so a key gives one certificate, and whoever has the key's backup has the certificate's too.
 */
export function makeAuthority(key: PrivateKey): Promise<Uint8Array> {
  const { raw } = key.publicKey;
  const keyName = toHex(sha256(raw).subarray(0, 8));
  const name = `O=${organisation}, CN=hub ${keyName}`;
  return seal({
    serialNumber: `01${toHex(sha256(raw).subarray(0, 15))}`,
    subject: name,
    issuer: name,
    ...widest,
    publicRaw: raw,
    signer: key,
    extensions: [
      new BasicConstraintsExtension(true, 1, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      permitted(zone),
    ],
  });
}

export interface IntermediateParts {
  readonly site: SiteId;
  readonly siteClass: SiteClass;
  readonly publicKey: Uint8Array;
  /** By the hub's clock. */
  readonly issuedMs: number;
}

/**
 * A site's intermediate: pathlen 0, critical permitted subtree of the site's names, for clients
 * only. It begins before every clock and ends a year after the site's SAFE horizon.
 */
export function makeIntermediate(hub: Issuer, parts: IntermediateParts): Promise<Uint8Array> {
  const { site, siteClass, publicKey, issuedMs } = parts;
  const keyName = toHex(sha256(publicKey).subarray(0, 8));
  return seal({
    serialNumber: serialFor(issuedMs, randomBytes(9)),
    subject: `O=${organisation}, OU=${keyName}, CN=${siteZone(site)}`,
    issuer: subjectOf(hub.certificate),
    notBefore: widest.notBefore,
    notAfter: new Date(issuedMs + intermediateLifeMs(siteClass)),
    publicRaw: publicKey,
    signer: hub.key,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
      permitted(siteZone(site)),
    ],
  });
}

/** What a relay's servers show to the devices of its site; issued by the hub. */
export function makeRelayServer(
  hub: Issuer,
  parts: {
    readonly site: SiteId;
    readonly relayId: Id;
    readonly publicKey: Uint8Array;
    readonly issuedMs: number;
  },
): Promise<Uint8Array> {
  const name = principalName(parts.relayId, parts.site);
  return makeLeaf(hub, { ...parts, name, usages: [ExtendedKeyUsage.serverAuth] });
}

/** The hub's own: its broker shows it, and its processes connect with it. */
export function makeHubLeaf(
  hub: Issuer,
  parts: { readonly publicKey: Uint8Array; readonly issuedMs: number },
): Promise<Uint8Array> {
  const usages = [ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth];
  return makeLeaf(hub, { ...parts, name: hubName, usages });
}

/** Who a device or a relay is, by its site's intermediate. */
export function makeSiteLeaf(
  site: Issuer,
  parts: {
    readonly site: SiteId;
    readonly id: Id;
    readonly publicKey: Uint8Array;
    /** Lower bound of the relay's clock. */
    readonly issuedMs: number;
  },
): Promise<Uint8Array> {
  const name = principalName(parts.id, parts.site);
  return makeLeaf(site, { ...parts, name, usages: [ExtendedKeyUsage.clientAuth] });
}

interface LeafParts {
  readonly name: string;
  readonly usages: readonly ExtendedKeyUsage[];
  readonly publicKey: Uint8Array;
  readonly issuedMs: number;
}

function makeLeaf(by: Issuer, parts: LeafParts): Promise<Uint8Array> {
  const { name, usages, publicKey, issuedMs } = parts;
  return seal({
    serialNumber: serialFor(issuedMs, randomBytes(9)),
    subject: `O=${organisation}, CN=${name.split('.')[0]}`,
    issuer: subjectOf(by.certificate),
    ...widest,
    publicRaw: publicKey,
    signer: by.key,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([...usages]),
      new SubjectAlternativeNameExtension([{ type: 'dns', value: name }]),
    ],
  });
}

interface SealParts {
  readonly serialNumber: string;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicRaw: Uint8Array;
  readonly signer: PrivateKey;
  readonly extensions: readonly Extension[];
}

async function seal({ publicRaw, signer, extensions, ...names }: SealParts): Promise<Uint8Array> {
  const certificate = await X509CertificateGenerator.create({
    ...names,
    publicKey: x509Key(importPublicKey(publicRaw).object),
    signingKey: signer.object.toCryptoKey('Ed25519', false, ['sign']),
    signingAlgorithm: { name: 'Ed25519' },
    extensions: [
      ...extensions,
      new SubjectKeyIdentifierExtension(keyIdentifier(publicRaw)),
      new AuthorityKeyIdentifierExtension(keyIdentifier(signer.publicKey.raw)),
    ],
  });
  return new Uint8Array(certificate.rawData);
}

function x509Key(key: KeyObject): X509PublicKey {
  return new X509PublicKey(key.export({ format: 'der', type: 'spki' }));
}

function keyIdentifier(raw: Uint8Array): string {
  return toHex(sha256(raw).subarray(0, 20));
}

/** NameConstraints, critical: NameConstraints ::= { [0] { GeneralSubtree { [2] dNSName } } }. */
function permitted(dnsName: string): Extension {
  const text = Buffer.from(dnsName, 'ascii');
  const wrap = (tag: number, body: Uint8Array): Buffer => {
    if (body.length > 127) throw new ProtocolError('oversized', `${dnsName} is too long a name`);
    return Buffer.concat([Buffer.from([tag, body.length]), body]);
  };
  const subtree = wrap(0x30, wrap(0xa0, wrap(0x30, wrap(0x82, text))));
  return new Extension(nameConstraintsOid, true, new Uint8Array(subtree));
}

/** A certificate's subject, as the library writes names. */
function subjectOf(der: Uint8Array): string {
  return readCertificate(der).subject.split('\n').join(', ');
}
