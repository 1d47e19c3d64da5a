import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  lanes,
  linkHolds,
  siteClasses,
  unavailableReasons,
  type Lane,
  type LinkHold,
} from '@eucora/protocol';
import { Type, type Static } from 'typebox';
import {
  Count,
  encodeCursor,
  decodeCursor,
  HexId,
  Horizon,
  inPath,
  iso,
  NullableInteger,
  NullableString,
  NullableTimestamp,
  Page,
  PageQuery,
  Timestamp,
  Words,
  type HorizonOf,
  pageLimits,
  pageOf,
} from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type {
  Journal,
  LedgerReader,
  LostEvents,
  SiteLedger,
  SiteLink,
} from '../../platform/ledger-reader.ts';
import { siteAttributes } from './attribute-routes.ts';
import { freshnessOf, freshnessWords } from './freshness.ts';
import { detailedJournal, journalsSchema } from './journals-schema.ts';
import { leaseOf, leaseStates } from './lease.ts';
import { selectSite, selectSites, type Site } from './store.ts';

/** Numbers of devices of a site, as the device module counts them. */
export interface SiteDevices {
  readonly devices: number;
  readonly devicesFresh: number;
  readonly simulated: number;
}
export interface SitesRoutesDeps {
  readonly db: Queryable;
  readonly now: () => Date;
  readonly ledger: Pick<LedgerReader, 'sites' | 'link' | 'journals' | 'journalPage' | 'losses'>;
  readonly devicesBySite: () => Promise<ReadonlyMap<string, SiteDevices>>;
  readonly horizonOf: HorizonOf;
}

const NullableLeaseState = Type.Unsafe<(typeof leaseStates)[number] | null>({
  type: ['string', 'null'],
  enum: [...leaseStates, null],
});
const SiteItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  class: Words(siteClasses),
  ...siteAttributes,
  created_at: Timestamp,
  last_contact_at: NullableTimestamp,
  horizon_at: NullableTimestamp,
  freshness: Words(freshnessWords),
  lease: Type.Object({
    state: Words(leaseStates),
    since: Timestamp,
    next_state: NullableLeaseState,
    next_at: NullableTimestamp,
  }),
  devices: Count,
  devices_fresh: Count,
  simulated_devices: Count,
  backlog_segments: Count,
  gaps: Count,
  events_committed: Count,
  events_rejected: Count,
  events_void: Count,
  events_per_second: Type.Number({ minimum: 0 }),
});
const Range = Type.Object({ first: Count, last: Count });
const Unavailable = Type.Object({
  ...Range.properties,
  reason: Words(unavailableReasons),
  ledger_epoch: Count,
  generation: Count,
  said_at: Timestamp,
});
const LossItem = Type.Object({
  device_id: HexId,
  incarnation: HexId,
  lane: Words(lanes),
  ...Range.properties,
  events: Count,
  cause: Type.String(),
  said_at: Timestamp,
});
const JournalItem = Type.Object({
  relay_id: HexId,
  incarnation: HexId,
  parent: NullableString,
  first_seen_at: Timestamp,
  last_seen_at: Timestamp,
  lanes: Type.Array(
    Type.Object({
      lane: Words(lanes),
      committed_through: Count,
      safe_through: Count,
      sealed_through: Count,
      oldest_held: Count,
      backlog: Count,
      gaps: Type.Array(Range),
      unavailable: Type.Array(Unavailable),
    }),
  ),
});
const SiteLinkItem = Type.Object(
  {
    told_at: NullableTimestamp,
    backlog_bytes: NullableInteger,
    bytes_per_second: NullableInteger,
    hold: Type.Unsafe<LinkHold | null>({ type: ['string', 'null'], enum: [...linkHolds, null] }),
    predicted_finish_at: NullableTimestamp,
  },
  { description: "The relays' last word on their way to the hub; all null before the first" },
);
const SiteDetail = Type.Object({
  ...SiteItem.properties,
  link: SiteLinkItem,
  journals: Type.Array(JournalItem),
  ...Horizon.properties,
});
const list = {
  tags: ['sites'],
  summary: 'Sites with their horizon, lease and backlog',
  querystring: Type.Object(PageQuery),
  response: { 200: Page(SiteItem) },
};
const detail = {
  tags: ['sites'],
  summary: 'One site, with the journals of its relays',
  params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
  response: { 200: SiteDetail },
};

const lossesMax = 10_000;
const losses = {
  tags: ['sites'],
  summary: 'Events of a site that nobody has any more, each range by the word of its relay',
  params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
  response: {
    200: Type.Object({ items: Type.Array(LossItem), events: Count, is_complete: Type.Boolean() }),
  },
};

const noLedger: Omit<SiteLedger, 'siteId'> = {
  eventsCommitted: 0,
  eventsRejected: 0,
  eventsVoid: 0,
  backlogSegments: 0,
  gaps: 0,
  eventsPerSecond: 0,
};

function siteItem(
  site: Site,
  ledger: Omit<SiteLedger, 'siteId'> = noLedger,
  devices: SiteDevices = { devices: 0, devicesFresh: 0, simulated: 0 },
  now: Date,
): Static<typeof SiteItem> {
  const lease = leaseOf(site.siteClass, site.lastContactAt ?? site.createdAt, now);
  return {
    id: site.id,
    name: site.name,
    class: site.siteClass,
    business_unit: site.businessUnit,
    environment: site.environment,
    created_at: iso(site.createdAt),
    last_contact_at: iso(site.lastContactAt),
    horizon_at: iso(site.horizonAt),
    freshness: freshnessOf(site.siteClass, site.horizonAt, now),
    lease: {
      state: lease.state,
      since: iso(lease.since),
      next_state: lease.nextState,
      next_at: iso(lease.nextAt),
    },
    devices: devices.devices,
    devices_fresh: devices.devicesFresh,
    simulated_devices: devices.simulated,
    backlog_segments: ledger.backlogSegments,
    gaps: ledger.gaps,
    events_committed: ledger.eventsCommitted,
    events_rejected: ledger.eventsRejected,
    events_void: ledger.eventsVoid,
    events_per_second: ledger.eventsPerSecond,
  };
}

const linkItem = (link: SiteLink | null): Static<typeof SiteLinkItem> => ({
  told_at: iso(link?.toldAt ?? null),
  backlog_bytes: link?.backlogBytes ?? null,
  bytes_per_second: link?.bytesPerSecond || null,
  hold: link?.hold ?? null,
  predicted_finish_at: iso(link?.finishAt ?? null),
});

const journalItem = (journal: Journal): Static<typeof JournalItem> => ({
  relay_id: journal.relayId,
  incarnation: journal.incarnation,
  parent: journal.parent,
  first_seen_at: iso(journal.firstSeenAt),
  last_seen_at: iso(journal.lastSeenAt),
  lanes: journal.lanes.map((lane) => ({
    lane: lane.lane satisfies Lane,
    committed_through: lane.committedThrough,
    safe_through: lane.safeThrough,
    sealed_through: lane.sealedThrough,
    oldest_held: lane.oldestHeld,
    backlog: lane.backlog,
    gaps: lane.gaps.map(({ first, last }) => ({ first, last })),
    unavailable: lane.unavailable.map(({ first, last, reason, ledgerEpoch, ...said }) => {
      const { generation, saidAt } = said;
      return { first, last, reason, ledger_epoch: ledgerEpoch, generation, said_at: iso(saidAt) };
    }),
  })),
});

const lossItem = (loss: LostEvents): Static<typeof LossItem> => ({
  device_id: loss.deviceId,
  incarnation: loss.incarnation,
  lane: loss.lane,
  first: loss.first,
  last: loss.last,
  events: loss.last - loss.first + 1,
  cause: loss.cause,
  said_at: iso(loss.saidAt),
});

export const sitesRoutes: FastifyPluginAsyncTypebox<SitesRoutesDeps> = async (app, deps) => {
  const filtered = { permission: 'site.read', scope: 'filtered' } as const;
  const config = { permission: 'site.read', scope: inPath('site') };

  app.get('/api/sites/', { schema: list, config: filtered }, async (request) => {
    const { limit = pageLimits.default, cursor } = request.query;
    const { visible } = request;
    const after = decodeCursor(cursor, ['string'])?.[0] ?? '';
    const [sites, ledger, devices, horizon] = await Promise.all([
      selectSites(deps.db, visible.all ? undefined : visible.sites),
      deps.ledger.sites(),
      deps.devicesBySite(),
      deps.horizonOf(visible),
    ]);
    const rest = sites.filter((site) => site.id > after);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((site) =>
        siteItem(site, ledger.get(site.id), devices.get(site.id), deps.now()),
      ),
      next_cursor: rest.length > limit && last ? encodeCursor([last.id]) : null,
      ...horizon,
    };
  });

  app.get('/api/sites/:id/', { schema: detail, config }, async (request) => {
    const site = await selectSite(deps.db, request.params.id);
    if (!site) throw new NotFoundError('site', request.params.id);
    const [ledger, devices, link, journals, horizon] = await Promise.all([
      deps.ledger.sites(site.id),
      deps.devicesBySite(),
      deps.ledger.link(site.id),
      deps.ledger.journals(site.id),
      deps.horizonOf(site.id),
    ]);
    return {
      ...siteItem(site, ledger.get(site.id), devices.get(site.id), deps.now()),
      link: linkItem(link),
      journals: journals.map(journalItem),
      ...horizon,
    };
  });

  app.get('/api/sites/:id/losses/', { schema: losses, config }, async (request) => {
    const site = await selectSite(deps.db, request.params.id);
    if (!site) throw new NotFoundError('site', request.params.id);
    const items = (await deps.ledger.losses(site.id, lossesMax)).map(lossItem);
    const events = items.reduce((sum, item) => sum + item.events, 0);
    return { items, events, is_complete: items.length < lossesMax };
  });

  app.get('/api/sites/:id/journals/', { schema: journalsSchema, config }, async (request) => {
    const { id } = request.params;
    const { limit = pageLimits.default, cursor } = request.query;
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    if (!(await selectSite(deps.db, id))) throw new NotFoundError('site', id);
    const rows = await deps.ledger.journalPage(id, limit + 1, before);
    const page = pageOf(rows, limit, (journal) => [journal.no]);
    return {
      items: page.rows.map(detailedJournal),
      next_cursor: page.nextCursor,
      ...(await deps.horizonOf(id)),
    };
  });
};
