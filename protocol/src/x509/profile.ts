import { ProtocolError } from '../errors.ts';
import type { SiteClass } from '../enrolment.ts';
import { checkSiteId, idToBytes, isSiteId, toHex, type Id, type SiteId } from '../ids.ts';

// What certificates look like here. The reasons are in docs/decisions/0014.

/** Every name in a certificate lies below this; no public resolver knows it. */
export const zone = 'eucora.internal';

/** The hub's own servers and its own connections. */
export const hubName = `hub.${zone}`;

/** What a site's intermediate may name: everything below this, and nothing else. */
export function siteZone(site: SiteId): string {
  return `${checkSiteId(site)}.${zone}`;
}

/** The one name in the certificate of a device or a relay. */
export function principalName(id: Id, site: SiteId): string {
  return `${toHex(idToBytes(id))}.${siteZone(site)}`;
}

/** Reads such a name; undefined when it is none. */
export function parsePrincipalName(
  name: string,
): { readonly id: Id; readonly site: SiteId } | undefined {
  const [, id, site] = /^([0-9a-f]{32})\.([a-z0-9-]{1,32})\.eucora\.internal$/.exec(name) ?? [];
  if (id === undefined || site === undefined || !isSiteId(site)) return undefined;
  return { id, site };
}

const dayMs = 86_400_000;
const yearMs = 365 * dayMs;

/** After so long without its hub a site of a class only observes (SAFE), ms. */
export const safeAfterMs = {
  online: 30 * dayMs,
  intermittent: 90 * dayMs,
  air_gapped: 365 * dayMs,
} as const satisfies Record<SiteClass, number>;

/** How long a site's intermediate holds: it outlives the site's SAFE horizon by a year. */
export function intermediateLifeMs(siteClass: SiteClass): number {
  return safeAfterMs[siteClass] + yearMs;
}

/** A leaf's life. Its dates do not say so: they are wide, and whoever lets it in counts. */
export const leafLifeMs = 30 * dayMs;
/** From this age on its holder asks for the next one. */
export const leafRenewMs = 20 * dayMs;
/** A relay with a wire asks for its next intermediate when this one is so old. */
export const intermediateRenewMs = 30 * dayMs;

/** Before every clock that lies backwards, and RFC 5280's date for "no end". */
export const widest = {
  notBefore: new Date(0),
  notAfter: new Date('9999-12-31T23:59:59Z'),
} as const;

const serialBytes = 16;

/**
 * A serial number that says when the certificate was issued, by the issuer's lower bound of time:
 * the byte 1, 48 bits of Unix ms, 72 bits of chance.
 */
export function serialFor(issuedLoMs: number, random: Uint8Array): string {
  if (random.length !== 9 || !Number.isSafeInteger(issuedLoMs) || issuedLoMs < 0) {
    throw new RangeError('a serial number takes 9 random bytes and a time');
  }
  const bytes = Buffer.alloc(serialBytes);
  bytes[0] = 1;
  bytes.writeUIntBE(issuedLoMs, 1, 6);
  bytes.set(random, 7);
  return bytes.toString('hex');
}

/** When a certificate of this serial number was issued. @throws ProtocolError malformed */
export function issuedOf(serial: string): number {
  const bytes = Buffer.from(serial.toLowerCase().padStart(2 * serialBytes, '0'), 'hex');
  if (bytes.length !== serialBytes || bytes[0] !== 1) {
    throw new ProtocolError('malformed', 'a serial number that tells no time');
  }
  return bytes.readUIntBE(1, 6);
}
