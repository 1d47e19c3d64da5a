import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TlsFiles } from '../config.ts';
import { ConfigError, errorCode } from '../errors.ts';

/** The site's PKI as this relay uses it, for its server and for its own connection to that. */
export interface SiteTls extends TlsFiles {
  /** SHA-256 of the server's certificate: another one needs another server. */
  readonly fingerprint: string;
  readonly client: TlsClient;
}
/** What this relay's own connections to its server are made with. */
export interface TlsClient {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  readonly minVersion: 'TLSv1.3';
  readonly checkServerIdentity: (
    host: string,
    shown: { readonly fingerprint256: string; readonly raw: Buffer },
  ) => Error | undefined;
}

/**
 * Reads the files, and refuses at start what could not serve.
 * @throws ConfigError naming the file
 */
export async function readSiteTls(files: TlsFiles): Promise<SiteTls> {
  const [cert, key, ca] = [
    await readText(files.certificate),
    await readText(files.key),
    await readText(files.authority),
  ];
  const { fingerprint256: fingerprint } = parseCertificate(files.certificate, cert);
  parseCertificate(files.authority, ca);
  const client: TlsClient = {
    cert,
    key,
    ca,
    minVersion: 'TLSv1.3',
    // The server is this relay's own: the same certificate, whatever names it carries.
    checkServerIdentity: (_host, shown) =>
      shown.fingerprint256 === fingerprint
        ? undefined
        : new Error(`the server on this relay's port does not hold ${files.certificate}`),
  };
  return { ...files, fingerprint, client };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${path} can't be read (${errorCode(cause)})`, { cause });
  }
}

function parseCertificate(path: string, text: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch (cause) {
    throw new ConfigError(`${path} holds no certificate in PEM`, { cause });
  }
}
