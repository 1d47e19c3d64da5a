import type { PeerCertificate } from 'node:tls';
import type { TlsOptions } from '@nats-io/transport-node';
import type { TlsFiles } from '../config.ts';

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

function hostOf(url: string): string {
  const { hostname } = new URL(url.includes('://') ? url : `nats://${url}`);
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
