import { X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import { serverFault, type SiteId } from '@eucora/protocol';
import type { TlsOptions } from '@nats-io/transport-node';
import type { TlsFiles } from '../config.ts';
import type { TlsMaterial } from '../tls/tls-store.ts';

/** Where a broker listens, and how to know it. */
export interface SecuredAddress {
  readonly urls: readonly string[];
  readonly tls: TlsFiles | null;
}

/**
 * Options of a connection that speaks TLS 1.3 with this device's certificate; none without TLS. The
 * files are read again at each connection. A broker without TLS is refused then.
 */
export async function tlsOptions({
  urls,
  tls,
}: SecuredAddress): Promise<{ tls?: TlsOptions & Readonly<Record<string, unknown>> }> {
  if (!tls) return {};
  const { checkServerIdentity } = await import('node:tls');
  const { certificate: certFile, key: keyFile, authority: caFile } = tls;
  const hosts = urls.map(hostOf);
  return {
    tls: {
      certFile,
      keyFile,
      caFile,
      minVersion: 'TLSv1.3',
      // The client leaves out which host it asked where that is an address and not a name: the
      // certificate has to be for one of those that this device was told.
      checkServerIdentity: (_host: string, shown: PeerCertificate) => {
        const faults = hosts.map((host) => checkServerIdentity(host, shown));
        return faults.includes(undefined) ? undefined : faults[0];
      },
    },
  };
}

/**
 * Options of a connection with the certificate that a site's relay gave. The broker is believed as a
 * relay of the site, whatever it is called and whatever the clock says. `material` is looked at when
 * a connection is made, so that a renewed certificate serves the next one.
 */
export function siteTlsOptions(material: TlsMaterial, site: SiteId): SiteTlsOptions {
  const authority = new X509Certificate(material.ca);
  return {
    ...material,
    minVersion: 'TLSv1.3',
    checkServerIdentity: (_host: string, shown: PeerCertificate) => {
      const fault = serverFault(new X509Certificate(shown.raw), authority, site);
      return fault === undefined
        ? undefined
        : new Error(`this is no relay of site ${site}: ${fault}`);
    },
  };
}

/** Options that may be changed while a connection is held: the client reads them for each try. */
export interface SiteTlsOptions {
  cert: string;
  key: string;
  ca: string;
  readonly minVersion: 'TLSv1.3';
  readonly checkServerIdentity: (host: string, shown: PeerCertificate) => Error | undefined;
}

function hostOf(url: string): string {
  const { hostname } = new URL(url.includes('://') ? url : `nats://${url}`);
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
