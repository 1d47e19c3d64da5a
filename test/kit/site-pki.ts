import { createPrivateKey, randomBytes, sign, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './command.ts';

/** Files in PEM, as relay and agent take them. */
export interface PkiFiles {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}
/** An authority of one site, made by openssl, with certificates for its relay and its devices. */
export interface SitePki {
  readonly relay: PkiFiles;
  readonly device: PkiFiles;
  /** Certificates of other devices, in PEM. They share one key: only their names tell them apart. */
  more(deviceIds: readonly string[]): string[];
}

const noDevice = '0'.repeat(32);
const signatureBytes = 64; // Ed25519

/** Makes the files in a directory. The relay's name is the address 127.0.0.1. */
export async function makeSitePki(directory: string, site: string): Promise<SitePki> {
  await mkdir(directory, { recursive: true });
  const file = (name: string): string => join(directory, name);
  const authority = file('ca.pem');
  const caKey = file('ca.key');
  await openssl(
    'req -x509 -newkey ed25519 -nodes -days 3650 -addext keyUsage=critical,keyCertSign',
    { subj: `/CN=${site}`, keyout: caKey, out: authority },
  );
  const issue = async (name: string, names: string, usage: string): Promise<PkiFiles> => {
    const [key, request, extensions] = [file(`${name}.key`), file(`${name}.csr`), file('ext')];
    const certificate = file(`${name}.pem`);
    await openssl('req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes', {
      subj: `/CN=${name}`,
      keyout: key,
      out: request,
    });
    await writeFile(extensions, `subjectAltName=${names}\nextendedKeyUsage=${usage}\n`);
    const set_serial = `0x40${randomBytes(15).toString('hex')}`;
    const signer = { in: request, CA: authority, CAkey: caKey };
    const made = { set_serial, extfile: extensions, out: certificate };
    await openssl('x509 -req -days 3650', { ...signer, ...made });
    return { certificate, key, authority };
  };
  const relay = await issue('relay', 'IP:127.0.0.1', 'serverAuth,clientAuth');
  const device = await issue('device', `DNS:${noDevice}.${site}.eucora.internal`, 'clientAuth');
  const template = new X509Certificate(await readFile(device.certificate));
  const signer = createPrivateKey(await readFile(caKey));
  const named = (id: string): string => renamed(template, id, signer);
  return { relay, device, more: (ids) => ids.map(named) };
}

function openssl(flags: string, values: Readonly<Record<string, string>>): Promise<string> {
  const named = Object.entries(values).flatMap(([name, value]) => [`-${name}`, value]);
  return output('openssl', [...flags.split(' '), ...named]);
}

/** The same certificate for another device: name and serial are of fixed length, so is Ed25519. */
function renamed(
  template: X509Certificate,
  deviceId: string,
  signer: ReturnType<typeof createPrivateKey>,
): string {
  const der = Buffer.from(template.raw);
  const put = (from: Buffer, to: Buffer): void => {
    const at = der.indexOf(from);
    if (at < 0 || from.length !== to.length) throw new RangeError(`${deviceId} does not fit`);
    to.copy(der, at);
  };
  put(Buffer.from(noDevice), Buffer.from(deviceId));
  put(Buffer.from(template.serialNumber, 'hex'), Buffer.from(`40${deviceId.slice(2)}`, 'hex'));
  // Certificate ::= SEQUENCE { tbs SEQUENCE, algorithm, signature }, both with lengths of two bytes.
  const signed = der.subarray(4, 8 + der.readUInt16BE(6));
  sign(null, signed, signer).copy(der, der.length - signatureBytes);
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
