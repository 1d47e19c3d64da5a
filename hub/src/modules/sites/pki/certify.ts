import {
  isSignedBy,
  openSiteCertificate,
  rawKeyOf,
  readCertificate,
  sameBytes,
  type PrivateKey,
  type PublicKey,
  type RelayPkiRequest,
  type SiteClass,
  type SitePki,
} from '@eucora/protocol';

export interface CertifyParts {
  readonly site: string;
  readonly siteClass: SiteClass;
  readonly relayId: string;
  readonly issuedMs: number;
  readonly pki: RelayPkiRequest;
}

// Loaded when needed: most commands and most processes make no certificate.
const x509 = () => import('@eucora/protocol/x509');

/** The certificate of the hub's authority, DER: always the same for one key. */
export async function authorityOf(ca: PrivateKey): Promise<Uint8Array> {
  return (await x509()).makeAuthority(ca);
}

/** A relay's intermediate and what its servers show, for keys whose possession it proved. */
export async function certificatesFor(ca: PrivateKey, parts: CertifyParts): Promise<SitePki> {
  const { makeIntermediate, makeRelayServer } = await x509();
  const authority = await authorityOf(ca);
  const hub = { key: ca, certificate: authority };
  const { site, siteClass, relayId, issuedMs, pki } = parts;
  const issuer = { site, siteClass, publicKey: pki.issuerPublic, issuedMs };
  const server = { site, relayId, publicKey: pki.serverPublic, issuedMs };
  return {
    authority,
    issuer: await makeIntermediate(hub, issuer),
    server: await makeRelayServer(hub, server),
  };
}

/** Whether a site certificate, by the hub's newest key, already certifies these keys. */
export function certifies(
  certificate: Uint8Array,
  pki: RelayPkiRequest,
  hubKey: PublicKey,
): boolean {
  if (!isSignedBy(certificate, hubKey, 'a site certificate')) return false;
  const held = openSiteCertificate(certificate).pki;
  return (
    held !== undefined &&
    sameBytes(rawKeyOf(readCertificate(held.issuer)), pki.issuerPublic) &&
    sameBytes(rawKeyOf(readCertificate(held.server)), pki.serverPublic)
  );
}
