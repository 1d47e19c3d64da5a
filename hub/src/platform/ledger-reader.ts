import type { Lane, LinkHold, UnavailableReason } from '@eucora/protocol';

import type { Visible } from './scope.ts';

/** What the ledger holds of one site. */
export interface SiteLedger {
  readonly siteId: string;
  readonly eventsCommitted: number;
  readonly eventsRejected: number;
  readonly eventsVoid: number;
  /** Segments that the site's tips name and the hub has not committed. */
  readonly backlogSegments: number;
  /** Holes between segments that are known to exist. */
  readonly gaps: number;
  readonly eventsPerSecond: number;
}
/** What the relays of a site last said of their links to the hub. */
export interface SiteLink {
  readonly backlogBytes: number;
  readonly bytesPerSecond: number; // measured; 0: not yet
  readonly hold: LinkHold | null;
  readonly finishAt: Date | null; // null: nothing waits, or nobody can say
  readonly toldAt: Date;
}
export interface SequenceRange {
  readonly first: number;
  readonly last: number;
}
/** Segments that their relay can't send any more, by its signed word. */
export interface UnavailableSegments extends SequenceRange {
  readonly reason: UnavailableReason;
  /** Of the receipt that let them go; 0: none did. */
  readonly ledgerEpoch: number;
  readonly generation: number;
  readonly saidAt: Date;
}
/** Events of a device's stream that nobody has any more: void by a relay's signed word. */
export interface LostEvents extends SequenceRange {
  readonly deviceId: string;
  readonly incarnation: string;
  readonly lane: Lane;
  readonly cause: string;
  readonly saidAt: Date;
}
export interface JournalLane {
  readonly lane: Lane;
  readonly committedThrough: number;
  readonly safeThrough: number;
  readonly sealedThrough: number;
  readonly oldestHeld: number;
  readonly backlog: number;
  readonly gaps: readonly SequenceRange[];
  readonly unavailable: readonly UnavailableSegments[];
}
/**
 * What is done about a gap: the newest receipt asks the relay for it; it will be asked for once
 * those before it are filled; or its journal is too old for receipts to name it.
 */
export const gapStates = ['asked', 'queued', 'not_asked'] as const;
export interface JournalGap extends SequenceRange {
  readonly state: (typeof gapStates)[number];
  /** How often receipts asked for it, since when, and when last. */
  readonly timesAsked: number;
  readonly firstAskedAt: Date | null;
  readonly lastAskedAt: Date | null;
}
export interface DetailedLane extends Omit<JournalLane, 'gaps'> {
  /** The lowest first, bounded; `gapsTotal` says how many there are. */
  readonly gaps: readonly JournalGap[];
  readonly gapsTotal: number;
  readonly segmentsMissing: number; // within the gaps
  readonly tipAt: Date | null; // when the relay last said what it holds, by the hub's clock
}
export interface DetailedJournal extends Omit<Journal, 'lanes'> {
  readonly no: number;
  /** The newest journal of its relay. */
  readonly current: boolean;
  readonly lanes: readonly DetailedLane[];
}
export interface Journal {
  readonly relayId: string;
  readonly incarnation: string;
  readonly parent: string | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly lanes: readonly JournalLane[];
}
export interface DeviceStream {
  readonly incarnation: string;
  readonly lane: Lane;
  readonly through: number;
  readonly eventsCommitted: number;
  readonly eventsRejected: number;
  readonly eventsVoid: number;
}
/** Where an hourly value stands in a list; `kind` is its number. */
export interface HourKey {
  readonly hour: Date;
  readonly kind: number;
  readonly series: string;
}
/** What a device said within an hour; the numbers are of metrics alone. */
export interface HourlyValue {
  readonly hour: Date; // its start; the event's own time, as early as it may have been
  readonly kind: string;
  readonly kindNo: number;
  readonly series: string; // a metric's name, with its labels in braces; else empty
  readonly events: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly average: number | null;
  readonly last: number | null;
}
/** Totals for checking one run (or everything) against an oracle. */
export interface LedgerTotals {
  readonly siteId: string;
  readonly eventsCommitted: number;
  readonly eventsRejected: number;
  readonly eventsVoid: number;
  readonly devices: number;
  readonly gaps: number;
  /** Committed events that the digest has not looked at yet; asking again goes on with them. */
  readonly eventsToDigest: number;
  /** 16 hex digits: the protocol's event digest over the committed rows. Null while some wait. */
  readonly digest: string | null;
}
export interface RatePoint {
  readonly at: Date;
  readonly eventsPerSecond: number;
}
export interface QuarantinedItem {
  readonly id: number;
  readonly at: Date;
  readonly siteId: string | null;
  readonly deviceId: string | null;
  readonly code: string;
  readonly bytes: number;
  readonly releasedAt: Date | null;
  readonly detail: string;
}

/** What routes ask of the ledger. The ledger module implements it. */
export interface LedgerReader {
  /** Of all sites, or of one. */
  sites(siteId?: string): Promise<ReadonlyMap<string, SiteLedger>>;
  /** Null while no relay of the site has said anything of its link. */
  link(siteId: string): Promise<SiteLink | null>;
  journals(siteId: string): Promise<readonly Journal[]>;
  /** What relays named as lost and what has not come since, by device, lane and number. */
  losses(siteId: string, limit: number): Promise<readonly LostEvents[]>;
  /** With their gaps and what is asked for, newest first; `before` is the last one's number. */
  journalPage(
    siteId: string,
    limit: number,
    before: number | null,
  ): Promise<readonly DetailedJournal[]>;
  streams(deviceNo: number): Promise<readonly DeviceStream[]>;
  /** By hour, kind (in the order of its number) and series, from `from` to before `to`. */
  hours(
    deviceNo: number,
    span: { readonly from: Date; readonly to: Date },
    limit: number,
    after: HourKey | null,
  ): Promise<readonly HourlyValue[]>;
  /** Per site; `run` limits it to the simulated devices of one run. */
  totals(run: string | null, visible: Visible): Promise<readonly LedgerTotals[]>;
  /** The last 15 minutes of the sites that may be seen, oldest first. */
  rates(now: Date, visible: Visible): Promise<readonly RatePoint[]>;
  quarantinedOpen(visible: Visible): Promise<number>;
  /** Newest first; `before` is the id of the last item of the page before. */
  quarantine(
    limit: number,
    before: number | null,
    visible: Visible,
  ): Promise<readonly QuarantinedItem[]>;
  /**
   * Puts quarantined bytes through ingest again, past the rule that stopped them where that is
   * allowed, and audits it. @throws NotFoundError, ConflictError when it was released before
   */
  release(id: number, actor: string): Promise<QuarantinedItem>;
}
