import { anchorFromWire, anchorToWire } from './anchors.ts';
import { cacheFromWire, cacheToWire, type CacheReport } from './cache-tip.ts';
import type { TimeAnchor } from './clock.ts';
import { checkCount, checkLength, checkVersion, decodeBounded } from './codec.ts';
import { openSigned, sealSigned } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import type { HubKeyMark } from './hub-keys.ts';
import {
  checkSiteId,
  idFromBytes,
  idToBytes,
  type Incarnation,
  type RelayId,
  type SiteId,
} from './ids.ts';
import type { PrivateKey, PublicKey } from './keys.ts';
import { laneNumber, laneOf, type Lane } from './lanes.ts';
import { limits } from './limits.ts';

const { Tip } = eucora.v1;

/** What a journal holds, so that the hub sees backlog and a lost tail. */
export interface JournalTip {
  readonly site: SiteId;
  readonly relayId: RelayId;
  readonly incarnation: Incarnation;
  readonly lanes: readonly LaneTip[];
  readonly issued: TimeAnchor;
  /** Absent from relays that do not say. */
  readonly link?: LinkOutlook | undefined;
  readonly audit?: AuditWitness | undefined;
  readonly erasures?: ErasureMark | undefined;
  readonly hubKeys?: HubKeyMark | undefined;
  /** What of the site's artifacts is at the relay. */
  readonly cache?: CacheReport | undefined;
}
/** Which document on erasures a relay holds and has obeyed. */
export interface ErasureMark {
  readonly ledgerEpoch: number;
  readonly generation: number;
  readonly hubBoxNo: number;
}
/** The hub's audit checkpoint that a relay keeps. */
export interface AuditWitness {
  readonly position: number; // 0: none yet
  readonly root: Uint8Array; // empty: none yet
  /** How many checkpoints did not continue what the relay held. */
  readonly contradicting: number;
  /** As the hub signed it; empty: none yet. */
  readonly checkpoint: Uint8Array;
}
/** Why a relay sends nothing at the moment, by its operator's plan for the link. */
export const linkHolds = ['paused', 'window', 'day'] as const;
export type LinkHold = (typeof linkHolds)[number];
/** What waits at a relay for its link, over all its journals. */
export interface LinkOutlook {
  readonly backlogBytes: number;
  readonly bytesPerSecond: number; // measured; 0: not yet
  readonly hold: LinkHold | null;
  readonly finishInMs: number | null; // from the tip on; null: nobody can say
}
export interface LaneTip {
  readonly lane: Lane;
  readonly oldestHeld: number; // 0: none held
  readonly sealedThrough: number;
  readonly headHash: Uint8Array; // of the newest sealed header; empty when none
}

/** Signs a tip. */
export function sealTip(tip: JournalTip, relayKey: PrivateKey): Uint8Array {
  const payload = Tip.encode({
    version: limits.version,
    site: tip.site,
    relayId: idToBytes(tip.relayId),
    incarnation: idToBytes(tip.incarnation),
    lanes: tip.lanes.map((lane) => ({ ...lane, lane: laneNumber(lane.lane) })),
    issued: anchorToWire(tip.issued),
    ...(tip.link && { link: linkToWire(tip.link) }),
    ...(tip.audit && { audit: { ...tip.audit } }),
    ...(tip.erasures && { erasures: { ...tip.erasures } }),
    ...(tip.hubKeys && { hubKeys: { ...tip.hubKeys } }),
    ...(tip.cache && { cache: cacheToWire(tip.cache) }),
  }).finish();
  return sealSigned('tip', payload, relayKey);
}

/** Opens a tip that must be for `site` and by one of its relays' keys. @throws ProtocolError */
export function openTip(
  bytes: Uint8Array,
  site: SiteId,
  relayKeys: readonly PublicKey[],
): JournalTip {
  const { payload } = openSigned('tip', bytes, relayKeys);
  const wire = decodeBounded(Tip, payload, limits.signedPayloadBytesMax, 'a tip');
  checkVersion(wire.version, 'a tip');
  if (checkSiteId(wire.site) !== site) {
    throw new ProtocolError('wrong_site', `a tip of site ${wire.site} came from site ${site}`);
  }
  return {
    site,
    relayId: idFromBytes(wire.relayId, 'relay id'),
    incarnation: idFromBytes(wire.incarnation, 'journal'),
    lanes: wire.lanes.map((lane) => ({
      lane: laneOf(lane.lane ?? 0),
      oldestHeld: checkCount(lane.oldestHeld ?? 0, 0, 'oldest_held'),
      sealedThrough: checkCount(lane.sealedThrough ?? 0, 0, 'sealed_through'),
      headHash: lane.headHash ?? new Uint8Array(0),
    })),
    issued: anchorFromWire(wire.issued ?? {}),
    ...(wire.link && { link: linkFromWire(wire.link) }),
    ...(wire.audit && { audit: witnessFromWire(wire.audit) }),
    ...(wire.erasures && { erasures: erasuresFromWire(wire.erasures) }),
    ...(wire.hubKeys && { hubKeys: hubKeysFromWire(wire.hubKeys) }),
    ...(wire.cache && { cache: cacheFromWire(wire.cache) }),
  };
}

function linkToWire(link: LinkOutlook): eucora.v1.ILinkOutlook {
  const { backlogBytes, bytesPerSecond, hold, finishInMs } = link;
  return {
    backlogBytes,
    bytesPerSecond,
    hold: hold ?? '',
    finishInMs: finishInMs ?? 0,
    noFinish: finishInMs === null,
  };
}

function witnessFromWire(wire: eucora.v1.IAuditWitness): AuditWitness {
  const root = wire.root ?? new Uint8Array(0);
  return {
    position: checkCount(wire.position ?? 0, 0, 'position'),
    root: root.length === 0 ? root : checkLength(root, 32, 'root'),
    contradicting: checkCount(wire.contradicting ?? 0, 0, 'contradicting'),
    checkpoint: wire.checkpoint ?? new Uint8Array(0),
  };
}

function erasuresFromWire(wire: eucora.v1.IErasureMark): ErasureMark {
  return {
    ledgerEpoch: checkCount(wire.ledgerEpoch ?? 0, 0, 'ledger_epoch'),
    generation: checkCount(wire.generation ?? 0, 1, 'generation'),
    hubBoxNo: checkCount(wire.hubBoxNo ?? 0, 1, 'hub_box_no'),
  };
}

function hubKeysFromWire(wire: eucora.v1.IHubKeyMark): HubKeyMark {
  const number = checkCount(wire.number ?? 0, 1, 'number');
  const hash = wire.hash ?? new Uint8Array(0);
  return {
    number,
    hash: checkLength(hash, number === 1 ? 0 : 32, 'hash'),
    contradicting: checkCount(wire.contradicting ?? 0, 0, 'contradicting'),
  };
}

function linkFromWire(wire: eucora.v1.ILinkOutlook): LinkOutlook {
  return {
    backlogBytes: checkCount(wire.backlogBytes ?? 0, 0, 'backlog_bytes'),
    bytesPerSecond: checkCount(wire.bytesPerSecond ?? 0, 0, 'bytes_per_second'),
    hold: linkHolds.find((word) => word === wire.hold) ?? null,
    finishInMs: wire.noFinish ? null : checkCount(wire.finishInMs ?? 0, 0, 'finish_in_ms'),
  };
}
