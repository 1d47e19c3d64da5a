import {
  checkLeaf,
  deviceIdOf,
  openRenewal,
  ProtocolError,
  readCertificate,
  toHex,
  writeEnrolAnswer,
  type DeviceId,
  type Renewal,
} from '@eucora/protocol';
import { makeSiteLeaf } from '@eucora/protocol/x509';
import type { SiteHubKeys } from '../documents/hub-keys.ts';
import { DiskError, errorCode } from '../errors.ts';
import type { RelayClock } from '../home/clock.ts';
import type { Admission } from '../home/identity.ts';
import type { RefusalLog } from '../intake/refusals.ts';
import type { Journals } from '../journal/journals.ts';
import type { Logger } from '../log.ts';
import { serialOf } from './gate.ts';
import type { LeafBook } from './leaf-book.ts';
import { judgeRenewal } from './renewal-policy.ts';
import type { Revocations } from './revocations.ts';
import type { SitePki } from './site-pki.ts';

export interface LeavesDeps {
  readonly pki: () => SitePki;
  readonly admission: () => Admission;
  readonly hubKeys: Pick<SiteHubKeys, 'bytes'>;
  readonly book: LeafBook;
  readonly revocations: Revocations;
  readonly journals: Journals;
  readonly refusals: RefusalLog;
  readonly clock: RelayClock;
  readonly log: Logger;
}

/** Issues the site's certificates, by this relay alone, for as long as its intermediate holds. */
export class Leaves {
  readonly #deps: LeavesDeps;

  constructor(deps: LeavesDeps) {
    this.#deps = deps;
  }

  /** A certificate for a device that was just let in, noted durably. DER. */
  async issue(id: DeviceId, tlsPublic: Uint8Array): Promise<Uint8Array> {
    const { pki, admission, book, clock } = this.#deps;
    const { site } = admission().credential;
    const issuedMs = Math.floor(clock.now().loMs);
    const leaf = await makeSiteLeaf(pki().issuer, { site, id, publicKey: tlsPublic, issuedMs });
    const serial = serialOf(readCertificate(leaf).serialNumber);
    await book.issued(id, { serial, tlsKey: toHex(tlsPublic), issuedMs });
    return leaf;
  }

  /** Answers a device that wants its next certificate. */
  async renew(bytes: Uint8Array): Promise<Uint8Array> {
    const { journals, admission, log } = this.#deps;
    let renewal: Renewal;
    try {
      renewal = openRenewal(bytes);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return this.#refuse(error.code, null, error.message);
    }
    const { site } = admission().credential;
    if (renewal.site !== site) {
      return this.#refuse('wrong_site', null, `this is the relay of site ${site}`);
    }
    const id = deviceIdOf(renewal.publicKey);
    await journals.switching?.catch(() => undefined);
    const device = journals.current.devices.get(id);
    if (!device) return this.#refuse('unknown_device', id, 'enrol the device again');
    const fault = this.#judge(id, renewal);
    if (fault) return this.#refuse(fault.code, id, fault.detail);
    try {
      const leaf = await this.issue(id, renewal.tlsPublic);
      log.info({ device: id }, 'a device has its next certificate');
      const { certificate } = admission();
      const { bytes: hubKeys } = this.#deps.hubKeys;
      return writeEnrolAnswer({ enrolment: device.signed, certificate, leaf, hubKeys });
    } catch (error) {
      if (!(error instanceof DiskError) && errorCode(error) === undefined) throw error;
      log.error({ err: error }, 'a certificate could not be noted durably');
      return writeEnrolAnswer({ refused: 'busy', detail: 'the disk of the relay takes nothing' });
    }
  }

  #judge(id: DeviceId, renewal: Renewal): { code: string; detail: string } | undefined {
    const { book, revocations } = this.#deps;
    const held = this.#heldBy(id, renewal.leaf);
    if (typeof held === 'string') return { code: 'wrong_leaf', detail: held };
    const known = { revoked: revocations.isDevice(id), newest: book.newest(id) };
    const verdict = judgeRenewal({ ...held, nextTlsKey: toHex(renewal.tlsPublic) }, known);
    if (verdict === 'issue') return undefined;
    const detail =
      verdict === 'revoked'
        ? 'the hub revoked this device'
        : 'another machine holds this identity key, and has a newer certificate';
    return { code: verdict, detail };
  }

  /** The certificate that a device says it holds, which must be one of this site for it. */
  #heldBy(id: DeviceId, chain: Uint8Array): { serial: string; issuedMs: number } | string {
    const { pki, admission } = this.#deps;
    const { authority } = pki().certificates;
    try {
      const [leaf, issuer] = splitChain(chain);
      const verdict = checkLeaf([leaf, issuer, authority], admission().credential.site);
      if (verdict.refused !== undefined) return verdict.detail;
      if (verdict.id !== id) return 'this certificate is of another device';
      return { serial: serialOf(verdict.leaf.serialNumber), issuedMs: verdict.issuedMs };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return error.message;
    }
  }

  #refuse(code: string, device: DeviceId | null, detail: string): Uint8Array {
    const { refusals, clock, log } = this.#deps;
    refusals.note(code, device, detail, clock.now());
    log.warn({ code, device, detail }, 'a renewal was refused');
    return writeEnrolAnswer({ refused: code, detail });
  }
}

/** Two certificates, one after the other: each says its own length. @throws ProtocolError */
export function splitChain(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const view = Buffer.from(bytes);
  // SEQUENCE with a length of two bytes: every certificate of ours has 256 to 65,535 bytes.
  const isLong = view.length > 4 && view[0] === 0x30 && view[1] === 0x82;
  const end = isLong ? 4 + view.readUInt16BE(2) : 0;
  if (end === 0 || end >= view.length) {
    throw new ProtocolError('malformed', 'these are not two certificates');
  }
  return [view.subarray(0, end), view.subarray(end)];
}
