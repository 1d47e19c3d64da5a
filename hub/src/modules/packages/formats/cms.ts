import { createHash, X509Certificate } from 'node:crypto';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import type { Signer } from './metadata.ts';
import { MalformedError } from './source.ts';

/**
 * Whom a CMS signature names: the certificates of its signers, as it carries them. Neither the
 * signature nor the certificates are checked.
 * @throws MalformedError for what is no CMS signature
 */
export function cmsSigners(der: Buffer): Signer[] {
  try {
    const { content } = AsnConvert.parse(der, ContentInfo);
    const signed = AsnConvert.parse(content, SignedData);
    const certificates = [...(signed.certificates ?? [])].flatMap(({ certificate }) =>
      certificate ? [{ certificate, der: Buffer.from(AsnConvert.serialize(certificate)) }] : [],
    );
    return [...signed.signerInfos].map(({ sid }) => {
      const serial = sid.issuerAndSerialNumber?.serialNumber;
      const found = certificates.find(
        ({ certificate }) =>
          serial !== undefined &&
          Buffer.from(certificate.tbsCertificate.serialNumber).equals(Buffer.from(serial)),
      );
      return found ? signerOf(found.der) : { subject: null, issuer: null, key: null };
    });
  } catch (cause) {
    throw new MalformedError('bad_structure', 'Its signature is no CMS message.', { cause });
  }
}

/** Whom a certificate names. @throws MalformedError for what is no certificate */
export function signerOf(der: Buffer): Signer {
  try {
    const { subject, issuer } = new X509Certificate(der);
    const key = createHash('sha256').update(der).digest('hex');
    return { subject: inOneLine(subject), issuer: inOneLine(issuer), key };
  } catch (cause) {
    throw new MalformedError('bad_structure', 'Its signer’s certificate can’t be read.', { cause });
  }
}

const inOneLine = (name: string): string => name.split('\n').join(', ');
