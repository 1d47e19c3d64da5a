import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TlsOptions } from '@nats-io/transport-node';
import type { TlsFiles } from '../config.ts';
import { ConfigError, errorCode } from '../errors.ts';

/** The site's PKI as this relay uses it, for its server and for its own connection to that. */
export interface SiteTls extends TlsFiles {
  /** SHA-256 of the server's certificate: another one needs another server. */
  readonly fingerprint: string;
  readonly client: TlsOptions & Readonly<Record<string, unknown>>;
}

/**
 * Reads the files far enough to refuse at start what could not serve.
 * @throws ConfigError naming the file
 */
export async function readSiteTls(files: TlsFiles): Promise<SiteTls> {
  const own = await readCertificate(files.certificate);
  await readCertificate(files.authority);
  try {
    await readFile(files.key);
  } catch (cause) {
    throw new ConfigError(`${files.key} can't be read (${errorCode(cause)})`, { cause });
  }
  const client = {
    certFile: files.certificate,
    keyFile: files.key,
    caFile: files.authority,
    minVersion: 'TLSv1.3',
    // The server is this relay's own: the same certificate, whatever names it carries.
    checkServerIdentity: (_host: string, shown: { readonly fingerprint256: string }) =>
      shown.fingerprint256 === own.fingerprint256
        ? undefined
        : new Error(`the server on this relay's port does not hold ${files.certificate}`),
  };
  return { ...files, fingerprint: own.fingerprint256, client };
}

async function readCertificate(path: string): Promise<X509Certificate> {
  try {
    return new X509Certificate(await readFile(path));
  } catch (cause) {
    const why = errorCode(cause) ?? 'unknown error';
    throw new ConfigError(`${path} is no certificate in PEM that can be read (${why})`, { cause });
  }
}
