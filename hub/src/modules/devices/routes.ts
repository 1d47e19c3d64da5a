import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import {
  decodeCursor,
  encodeCursor,
  inPath,
  iso,
  pageOf,
  type HorizonOf,
  pageLimits,
} from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { InvalidError, NotFoundError } from '../../platform/errors.ts';
import type { HourKey, LedgerReader } from '../../platform/ledger-reader.ts';
import { showsSite } from '../../platform/scope.ts';
import { freshnessOf, listSites, type Site } from '../sites/index.ts';
import type { DeviceDirectory, DirectoryFilter } from './directory.ts';
import { hardwareOf, systemOf } from './hardware.ts';
import type { Listed } from './listing.ts';
import {
  detailSchema,
  hourlySchema,
  listSchema,
  softwareSchema,
  type DeviceItem,
} from './schemas.ts';
import {
  deviceStates,
  recentDevices,
  selectCollectors,
  selectDevice,
  selectInventory,
  selectMeasurements,
  selectSoftware,
  type DeviceRow,
  type DeviceState,
} from './store.ts';

export interface DevicesRoutesDeps {
  readonly db: Queryable;
  readonly now: () => Date;
  readonly directory: DeviceDirectory;
  readonly ledger: Pick<LedgerReader, 'streams' | 'hours'>;
  readonly horizonOf: HorizonOf;
  /** Which application each software item is a version of: the portfolio knows. */
  readonly applicationsOf: (itemIds: readonly number[]) => Promise<ReadonlyMap<number, string>>;
}
interface ListQuery extends DirectoryFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
}
interface FoundPage {
  readonly entries: readonly Listed[];
  readonly nextCursor: string | null;
  readonly total: number;
}

async function byName(deps: DevicesRoutesDeps, query: ListQuery): Promise<FoundPage> {
  const place = decodeCursor(query.cursor, ['string', 'number']);
  const after = place && { key: place[0], no: place[1] };
  const { entries, more, total } = await deps.directory.page(query, after, query.limit);
  const last = entries.at(-1);
  return { entries, total, nextCursor: more && last ? encodeCursor([last.key, last.no]) : null };
}

const fewMatching = 500;
// A cursor's moment: ms, or -1 for devices that never spoke.
const momentKey = (atMs: number | null): number => atMs ?? -1;

async function byActivity(deps: DevicesRoutesDeps, query: ListQuery): Promise<FoundPage> {
  const place = decodeCursor(query.cursor, ['number', 'number']);
  const after = place && { atMs: place[0] === -1 ? null : place[0], no: place[1] };
  const { site, simulated, limit, visible } = query;
  // Who fits is counted in memory in any case; the database is told what it can't find out, and
  // few: it would look through the whole fleet for them.
  const matching = await deps.directory.matching(query);
  const searched = (query.search?.trim() ?? '') !== '';
  const nos =
    searched || matching.length <= fewMatching ? matching.map((entry) => entry.no) : undefined;
  const rows = await recentDevices(deps.db, { site, simulated, nos, visible }, after, limit + 1);
  const page = pageOf(rows, limit, (row) => [momentKey(row.atMs), row.no]);
  const known = await deps.directory.entries(page.rows.map((row) => row.no));
  const entries = page.rows.flatMap((row) => known.get(row.no) ?? []);
  return { entries, nextCursor: page.nextCursor, total: matching.length };
}

function deviceFields(
  entry: Pick<Listed, 'id' | 'hostname' | 'siteId' | 'simulated' | 'run'>,
  state: DeviceState | undefined,
  site: Site | undefined,
  now: Date,
) {
  const lastEventAt = state?.lastEventAt ?? null;
  return {
    id: entry.id,
    hostname: entry.hostname,
    site_id: entry.siteId,
    last_event_at: iso(lastEventAt),
    as_of: iso(site?.horizonAt ?? null),
    software_count: state?.softwareCount ?? null,
    simulated: entry.simulated,
    run: entry.run,
    freshness: freshnessOf(site?.siteClass ?? 'online', lastEventAt, now),
  };
}

async function listItems(
  deps: DevicesRoutesDeps,
  entries: readonly Listed[],
): Promise<Static<typeof DeviceItem>[]> {
  const [states, sites] = await Promise.all([
    deviceStates(
      deps.db,
      entries.map((entry) => entry.no),
    ),
    listSites(deps.db, [...new Set(entries.map((entry) => entry.siteId))]),
  ]);
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  const now = deps.now();
  return entries.map((entry) => {
    const state = states.get(entry.no);
    const fields = deviceFields(entry, state, siteOf.get(entry.siteId), now);
    return { ...fields, os: state?.os ?? null };
  });
}

async function deviceDetail(deps: DevicesRoutesDeps, device: DeviceRow) {
  const { db } = deps;
  const { no, currentIncarnation } = device;
  // Without a complete inventory, the current one's row says what it waits for.
  const incarnation = device.inventoryIncarnation ?? currentIncarnation;
  const [names, [site], streams, collectors, measurements, inventory] = await Promise.all([
    deps.directory.entries([no]),
    listSites(db, [device.siteId]),
    deps.ledger.streams(no),
    selectCollectors(db, no),
    selectMeasurements(db, no),
    incarnation === null ? undefined : selectInventory(db, no, incarnation),
  ]);
  const facts = inventory?.facts ?? [];
  const entry = { ...device, hostname: names.get(no)?.hostname ?? null };
  return {
    ...deviceFields(entry, device, site, deps.now()),
    enrolled_at: iso(device.enrolledAt),
    split_of: device.splitOf,
    hardware: hardwareOf(facts),
    os: systemOf(facts),
    streams: streams.map((stream) => ({
      incarnation: stream.incarnation,
      lane: stream.lane,
      through: stream.through,
      events_committed: stream.eventsCommitted,
      events_rejected: stream.eventsRejected,
      events_void: stream.eventsVoid,
      current: stream.incarnation === currentIncarnation,
    })),
    collectors: collectors.map((collector) => ({
      name: collector.name,
      status: collector.status,
      runs: collector.runs,
      wall_ms_last: collector.wallMsLast,
      cpu_ms_total: collector.cpuMsTotal,
      items: collector.items,
      detail: collector.detail,
    })),
    measurements,
    inventory: {
      hash: inventory?.hash?.toString('hex') ?? null,
      at: iso(inventory?.at ?? null),
      pending_deltas: inventory?.pendingDeltas ?? 0,
    },
  };
}

const dayMs = 86_400_000;
const spanDaysMax = 31;

/** Whole hours that hold the span. */
function hourSpan(from: string | undefined, to: string | undefined, now: Date) {
  const end = to === undefined ? now.getTime() : Date.parse(to);
  const begin = from === undefined ? end - dayMs : Date.parse(from);
  if (!(begin < end) || end - begin > spanDaysMax * dayMs) {
    throw new InvalidError(`The parameter from must be before to, by ${spanDaysMax} days at most.`);
  }
  const hourMs = 3_600_000;
  const first = Math.floor(begin / hourMs) * hourMs;
  return { from: new Date(first), to: new Date(Math.ceil(end / hourMs) * hourMs) };
}

function hourAfter(cursor: string | undefined): HourKey | null {
  const place = decodeCursor(cursor, ['number', 'number', 'string']);
  if (!place) return null;
  const hour = new Date(place[0]);
  if (!Number.isNaN(hour.getTime())) return { hour, kind: place[1], series: place[2] };
  throw new InvalidError('The cursor is none of this list; begin without one.');
}

export const devicesRoutes: FastifyPluginAsyncTypebox<DevicesRoutesDeps> = async (app, deps) => {
  const config = { permission: 'device.read', scope: inPath('device') };
  const filtered = { permission: 'device.read', scope: 'filtered' } as const;
  const find = async (id: string): Promise<DeviceRow> => {
    const device = await selectDevice(deps.db, id);
    if (!device) throw new NotFoundError('device', id);
    return device;
  };

  app.get('/api/devices/', { schema: listSchema, config: filtered }, async (request) => {
    const { visible } = request;
    const query = { ...request.query, visible, limit: request.query.limit ?? pageLimits.default };
    if (query.site === '')
      throw new InvalidError('The parameter site names a site, or is left out.');
    if (query.site !== undefined && !showsSite(visible, query.site)) {
      throw new NotFoundError('site', query.site);
    }
    const horizon = await deps.horizonOf(query.site ?? visible);
    const found = await (query.sort === 'last_event_at'
      ? byActivity(deps, query)
      : byName(deps, query));
    return {
      items: await listItems(deps, found.entries),
      next_cursor: found.nextCursor,
      total: found.total,
      ...horizon,
    };
  });

  app.get('/api/devices/:id/', { schema: detailSchema, config }, async (request) =>
    deviceDetail(deps, await find(request.params.id)),
  );

  app.get('/api/devices/:id/hourly/', { schema: hourlySchema, config }, async (request) => {
    const { limit = pageLimits.default, cursor, from, to } = request.query;
    const device = await find(request.params.id);
    const after = hourAfter(cursor);
    const span = hourSpan(from, to, deps.now());
    const rows = await deps.ledger.hours(device.no, span, limit + 1, after);
    const page = pageOf(rows, limit, (row) => [row.hour.getTime(), row.kindNo, row.series]);
    return {
      items: page.rows.map(({ kindNo: _kindNo, ...row }) => ({ ...row, hour: iso(row.hour) })),
      next_cursor: page.nextCursor,
      ...(await deps.horizonOf(device.siteId)),
    };
  });

  app.get('/api/devices/:id/software/', { schema: softwareSchema, config }, async (request) => {
    const { limit = pageLimits.default, cursor, search = '' } = request.query;
    const device = await find(request.params.id);
    const after = decodeCursor(cursor, ['string', 'number']);
    const { no, inventoryIncarnation } = device;
    const rows =
      inventoryIncarnation === null
        ? []
        : await selectSoftware(deps.db, no, inventoryIncarnation, search, after, limit + 1);
    const page = pageOf(rows, limit, (row) => [row.name, row.id]);
    const applications = await deps.applicationsOf(page.rows.map((row) => row.id));
    return {
      items: page.rows.map((row) => ({
        ...row,
        application_id: applications.get(row.id) ?? null,
      })),
      next_cursor: page.nextCursor,
      total: search === '' ? device.softwareCount : null,
      ...(await deps.horizonOf(device.siteId)),
    };
  });
};
