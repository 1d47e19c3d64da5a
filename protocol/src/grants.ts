import { checkCount, checkVersion, decodeBounded } from './codec.ts';
import { checkKey, openSigned, sealSigned } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import { checkSiteId, idFromBytes, idToBytes, type Id, type SiteId } from './ids.ts';
import { keysOf, type Believed, type PrivateKey } from './keys.ts';
import { limits } from './limits.ts';

const { EnrolmentGrant } = eucora.v1;

/**
 * The hub's word that the holder of a key may enrol so many devices at a site until then. It is
 * believed by its signature alone: a relay that never hears from its hub honours it too.
 */
export interface Grant {
  readonly site: SiteId;
  readonly tokenId: Id;
  readonly tokenPublic: Uint8Array;
  readonly uses: number;
  readonly issuedMs: number;
  readonly expiresMs: number;
}

/** Signs a grant with the hub's key. */
export function sealGrant(grant: Grant, hubKey: PrivateKey): Uint8Array {
  const payload = EnrolmentGrant.encode({
    ...grant,
    version: limits.version,
    tokenId: idToBytes(grant.tokenId),
  }).finish();
  return sealSigned('enrolment-grant', payload, hubKey);
}

/** Opens a grant that must be by the site's hub and for the site. @throws ProtocolError */
export function openGrant(bytes: Uint8Array, site: SiteId, hubKey: Believed): Grant {
  const { payload } = openSigned('enrolment-grant', bytes, keysOf(hubKey));
  const wire = decodeBounded(EnrolmentGrant, payload, 1_024, 'a grant');
  checkVersion(wire.version, 'a grant');
  if (wire.site !== site) {
    throw new ProtocolError('wrong_site', `this token is for site ${wire.site.slice(0, 40)}`);
  }
  return {
    site: checkSiteId(wire.site),
    tokenId: idFromBytes(wire.tokenId, 'token id'),
    tokenPublic: checkKey(wire.tokenPublic, 'token_public'),
    uses: checkCount(wire.uses, 1, 'uses'),
    issuedMs: checkCount(wire.issuedMs, 0, 'issued_ms'),
    expiresMs: checkCount(wire.expiresMs, 0, 'expires_ms'),
  };
}
