import {
  believedWith,
  checkSiteId,
  importPublicKey,
  openSiteCertificate,
  ProtocolError,
  sameBytes,
  sealRelayRequest,
  type Believed,
  type PublicKey,
  type SiteCredential,
  type SiteId,
} from '@eucora/protocol';
import { ConfigError, NotAdmittedError, NotInitialisedError } from '../errors.ts';
import { parseJson, readIfThere, writeFileAtomic } from './files.ts';
import { createPkiKeys, type PkiKeys } from '../pki/keys.ts';
import { createKeys, loadKeys, type RelayKeys } from './keys.ts';
import type { HomePaths } from './paths.ts';

/** What `init` fixed for good, and the port that the site's devices were told. */
export interface RelayFacts {
  readonly site: SiteId;
  readonly natsPort: number;
  /** Where devices enrol; 0: not chosen yet. */
  readonly doorPort: number;
}
/** A relay that a hub has admitted. */
export interface Admission {
  readonly credential: SiteCredential;
  readonly certificate: Buffer;
  readonly hubKey: PublicKey;
}

/**
 * Makes the relay's keys and its request to the hub, which names the keys that it wants certified.
 * Safe to repeat: nothing existing is replaced.
 * @throws ConfigError when the home belongs to another site
 */
export async function initialise(
  paths: HomePaths,
  siteText: string,
  addresses: readonly string[] = [],
): Promise<RelayKeys> {
  const site = parseSite(siteText);
  const known = await readFacts(paths);
  if (known && known.site !== site) {
    throw new ConfigError(`${paths.home} already belongs to site ${known.site}, not ${site}`);
  }
  await createKeys(paths.keys);
  const keys = await loadKeys(paths.home, paths.keys);
  if (!known) await writeFacts(paths, { site, natsPort: 0, doorPort: 0 });
  await writeRequest(paths, site, keys, await createPkiKeys(paths.pki), addresses);
  return keys;
}

/** Writes the request to the hub, and answers it. */
export async function writeRequest(
  paths: HomePaths,
  site: SiteId,
  keys: RelayKeys,
  pkiKeys: PkiKeys,
  addresses: readonly string[],
): Promise<Uint8Array> {
  const request = sealRequest(site, keys, pkiKeys, addresses);
  await writeFileAtomic(paths.request, request, 0o644);
  return request;
}

/** The request as bytes. */
export function sealRequest(
  site: SiteId,
  keys: RelayKeys,
  pkiKeys: PkiKeys,
  addresses: readonly string[],
): Uint8Array {
  return sealRelayRequest(
    {
      site,
      publicKey: keys.sign.publicKey.raw,
      boxPublic: keys.box.publicKey,
      natsPublic: keys.hub.publicKey,
      pki: {
        issuerPublic: pkiKeys.issuer.publicKey.raw,
        serverPublic: pkiKeys.server.publicKey.raw,
        addresses,
      },
    },
    keys.sign,
    pkiKeys,
  );
}

/**
 * Takes the hub's answer; the hub key inside is pinned from here on. A relay that was admitted before
 * takes it from the hub that it follows alone (`hubKeys`: the document, as it is kept here).
 * @throws ConfigError when the certificate is not for this relay
 */
export async function admit(paths: HomePaths, certificate: Uint8Array): Promise<Admission> {
  const facts = await requireFacts(paths);
  const keys = await loadKeys(paths.home, paths.keys);
  const admission = checkCertificate(certificate, facts.site, keys);
  const pinned = await readIfThere(paths.certificate);
  if (pinned) {
    const before = checkCertificate(pinned, facts.site, keys);
    const hubKeys = (await readIfThere(paths.hubKeys)) ?? new Uint8Array(0);
    const { keys: known } = believedWith(before.hubKey, undefined, hubKeys);
    if (!known.some(({ raw }) => sameBytes(raw, admission.credential.hubPublic))) {
      throw new ConfigError(
        'this certificate is not by a key of the hub that admitted this relay; if the hub signs with ' +
          'another key by now, first take its keys (eucora-hub site hub-keys, eucora-relay document ' +
          `take); if another hub is meant, remove ${paths.certificate} first`,
      );
    }
  }
  await writeFileAtomic(paths.certificate, certificate, 0o644);
  return admission;
}

/** The stored admission. @throws NotAdmittedError */
export async function loadAdmission(
  paths: HomePaths,
  site: SiteId,
  keys: RelayKeys,
): Promise<Admission> {
  const certificate = await readIfThere(paths.certificate);
  if (!certificate) throw new NotAdmittedError(paths.home);
  try {
    return checkCertificate(certificate, site, keys);
  } catch (error) {
    throw new NotAdmittedError(paths.home, error);
  }
}

/** Reads a certificate that must be for this relay. @throws ConfigError */
export function checkCertificate(
  bytes: Uint8Array,
  site: SiteId,
  keys: RelayKeys,
  pinned?: Believed,
): Admission {
  let credential: SiteCredential;
  try {
    credential = openSiteCertificate(bytes, pinned);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ConfigError(`this is no site certificate: ${error.message}`, { cause: error });
  }
  if (credential.site !== site) {
    throw new ConfigError(`this certificate is for site ${credential.site}, not for ${site}`);
  }
  if (!sameBytes(credential.relayPublic, keys.sign.publicKey.raw)) {
    throw new ConfigError('this certificate is for another relay of the site');
  }
  const hubKey = importPublicKey(credential.hubPublic);
  return { credential, certificate: Buffer.from(bytes), hubKey };
}

/** @throws NotInitialisedError */
export async function requireFacts(paths: HomePaths): Promise<RelayFacts> {
  const facts = await readFacts(paths);
  if (!facts) throw new NotInitialisedError(paths.home);
  return facts;
}

export async function writeFacts(paths: HomePaths, facts: RelayFacts): Promise<void> {
  await writeFileAtomic(paths.identity, `${JSON.stringify(facts, null, 2)}\n`);
}

async function readFacts(paths: HomePaths): Promise<RelayFacts | undefined> {
  const bytes = await readIfThere(paths.identity);
  if (!bytes) return undefined;
  const value = parseJson(bytes.toString());
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('site' in value) || typeof value.site !== 'string') return undefined;
  const natsPort = 'natsPort' in value && typeof value.natsPort === 'number' ? value.natsPort : 0;
  const doorPort = 'doorPort' in value && typeof value.doorPort === 'number' ? value.doorPort : 0;
  return { site: value.site, natsPort, doorPort };
}

function parseSite(text: string): SiteId {
  try {
    return checkSiteId(text);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ConfigError(error.message, { cause: error });
  }
}
