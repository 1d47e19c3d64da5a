import {
  authorityPin,
  deviceIdOf,
  generateBoxKeyPair,
  generateKeyPair,
  makeTicket,
  openEnrolRequest,
  openRenewal,
  plainTicket,
  relayIdOf,
  sealEnrolment,
  sealSiteCertificate,
  writeEnrolAnswer,
  type EnrolmentTicket,
  type SiteCredential,
  type TimeAnchor,
} from '@eucora/protocol';
import {
  makeAuthority,
  makeIntermediate,
  makeRelayServer,
  makeSiteLeaf,
  type Issuer,
} from '@eucora/protocol/x509';
import { DeskUnavailableError } from '../sender/desk.ts';
import type { Door } from '../tls/door.ts';

/** What a relay does with the next request: it is away, refuses by a code, or its answer gets lost. */
export type DoorTurn = 'away' | 'lost' | { readonly refused: string };

/** A relay's door with real keys and real checks, on paper: it errs on request. */
export interface PaperRelay {
  readonly ticket: EnrolmentTicket;
  readonly door: Door;
  /** Whom a device of the site believes. */
  readonly hubPublic: Uint8Array;
  /** What was asked, and for which TLS key (hex). */
  readonly asked: { readonly verb: 'enrol' | 'renew'; readonly tlsKey: string }[];
  /** Taken by the next requests, one each; afterwards it answers as it should. */
  readonly script: DoorTurn[];
  /** Every renewal is refused by this code for as long as it stands. */
  refuses: string | null;
}

/** A site on paper: its keys, and the certificates that they have. */
async function foundSite(site: string, issuedMs: number) {
  const [hub, ca] = [generateKeyPair(), generateKeyPair()];
  const [relayKey, issuerKey, serverKey] = [
    generateKeyPair(),
    generateKeyPair(),
    generateKeyPair(),
  ];
  const authority: Issuer = { key: ca, certificate: await makeAuthority(ca) };
  const relayId = relayIdOf(relayKey.publicKey.raw);
  const common = { site, siteClass: 'air_gapped', issuedMs } as const;
  const publicKey = issuerKey.publicKey.raw;
  const issuer = await makeIntermediate(authority, { ...common, publicKey });
  const server = { ...common, relayId, publicKey: serverKey.publicKey.raw };
  const credential: SiteCredential = {
    ...common,
    relayId,
    relayPublic: relayKey.publicKey.raw,
    relayBoxPublic: generateBoxKeyPair().publicKey,
    hubPublic: hub.publicKey.raw,
    hubBoxPublic: generateBoxKeyPair().publicKey,
    pki: {
      authority: authority.certificate,
      issuer,
      server: await makeRelayServer(authority, server),
    },
  };
  return {
    relayId,
    relayKey,
    hubPublic: hub.publicKey.raw,
    pin: authorityPin(authority.certificate),
    issuer: { key: issuerKey, certificate: issuer },
    certificate: sealSiteCertificate(credential, hub),
  };
}

/** `nowMs`: the relay's clock, Unix ms. */
export async function createPaperRelay(site: string, nowMs: () => number): Promise<PaperRelay> {
  const { relayId, relayKey, hubPublic, pin, issuer, certificate } = await foundSite(site, nowMs());
  const made = makeTicket({ site, urls: [], natsSeed: '', relayPublic: relayKey.publicKey.raw });
  const ticket = { ...plainTicket, ...made, authority: pin };
  const script: DoorTurn[] = [];
  const relay: Omit<PaperRelay, 'door'> = { ticket, hubPublic, asked: [], script, refuses: null };
  const enrolments = new Map<string, Uint8Array>();

  const grant = async (publicKey: Uint8Array, tlsPublic: Uint8Array): Promise<Uint8Array> => {
    const deviceId = deviceIdOf(publicKey);
    const issued = anchorAt(nowMs());
    const said = { site, relayId, deviceId, publicKey, simulated: false, run: '', issued };
    const enrolment = enrolments.get(deviceId) ?? sealEnrolment(said, relayKey);
    enrolments.set(deviceId, enrolment);
    const parts = { site, id: deviceId, publicKey: tlsPublic, issuedMs: nowMs() };
    const leaf = await makeSiteLeaf(issuer, parts);
    return writeEnrolAnswer({ enrolment, certificate, leaf });
  };
  const answer = async (
    verb: 'enrol' | 'renew',
    { publicKey, tlsPublic }: { readonly publicKey: Uint8Array; readonly tlsPublic: Uint8Array },
  ): Promise<Uint8Array> => {
    relay.asked.push({ verb, tlsKey: Buffer.from(tlsPublic).toString('hex') });
    const turn = script.shift();
    if (turn === 'away') throw new DeskUnavailableError('nobody answers');
    if (typeof turn === 'object') return writeEnrolAnswer({ ...turn, detail: 'as told' });
    if (verb === 'renew' && relay.refuses !== null) {
      return writeEnrolAnswer({ refused: relay.refuses, detail: 'as told' });
    }
    const granted = await grant(publicKey, tlsPublic);
    if (turn === 'lost') throw new DeskUnavailableError('the answer got lost');
    return granted;
  };
  const secretOf = (): Uint8Array => made.secret;
  const door: Door = {
    enrol: async (put) =>
      answer('enrol', openEnrolRequest(put, { site, secretOf, hubKey: undefined })),
    renew: async (put) => answer('renew', openRenewal(put)),
  };
  return Object.assign(relay, { door });
}

function anchorAt(ms: number): TimeAnchor {
  return { bootId: 'ab'.repeat(16), boottimeMs: 1, wallMs: ms, loMs: ms, hiMs: ms };
}
