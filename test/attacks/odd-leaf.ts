import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import {
  generateKeyPair,
  readCertificate,
  serialFor,
  toPem,
  type PrivateKey,
} from '@eucora/protocol';
import type { Issuer } from '@eucora/protocol/x509';

/** What a thief of an intermediate's key might put into a certificate. */
export interface OddParts {
  readonly commonName: string;
  readonly names: readonly string[];
  readonly isAuthority?: boolean;
}
/** A certificate that no program of ours makes, with its key. */
export interface OddLeaf {
  readonly key: PrivateKey;
  readonly der: Uint8Array;
  readonly material: { readonly cert: string; readonly key: string };
}

/** Signs whatever is asked for. `above`: what is shown after it, up to the authority. */
export async function makeOddLeaf(
  by: Issuer,
  parts: OddParts,
  above: readonly Uint8Array[] = [by.certificate],
): Promise<OddLeaf> {
  const key = generateKeyPair();
  const { isAuthority = false, names, commonName } = parts;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialFor(Date.now(), randomBytes(9)),
    subject: `CN=${commonName}`,
    issuer: readCertificate(by.certificate).subject.split('\n').join(', '),
    notBefore: new Date(0),
    notAfter: new Date('2099-01-01T00:00:00Z'),
    publicKey: new PublicKey(key.publicKey.object.export({ format: 'der', type: 'spki' })),
    signingKey: by.key.object.toCryptoKey('Ed25519', false, ['sign']),
    signingAlgorithm: { name: 'Ed25519' },
    extensions: [
      new BasicConstraintsExtension(isAuthority, undefined, true),
      new KeyUsagesExtension(
        isAuthority ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature,
        true,
      ),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
      ...(names.length > 0
        ? [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))]
        : []),
    ],
  });
  const der = new Uint8Array(certificate.rawData);
  const material = {
    cert: [der, ...above].map(toPem).join(''),
    key: key.object.export({ format: 'pem', type: 'pkcs8' }),
  };
  return { key, der, material };
}
