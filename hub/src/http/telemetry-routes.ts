import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  Count,
  Coverage,
  decodeCursor,
  inPath,
  iso,
  NullableString,
  NullableTimestamp,
  Page,
  pageOf,
  PageQuery,
  Timestamp,
  pageLimits,
} from '../platform/api.ts';
import type { Queryable } from '../platform/db.ts';
import type { LedgerReader, QuarantinedItem } from '../platform/ledger-reader.ts';
import { showsSite, type Visible } from '../platform/scope.ts';
import { countOpenConflicts, type Fleet } from '../modules/devices/index.ts';
import { applicationCount } from '../modules/portfolio/index.ts';

export interface TelemetryRoutesDeps {
  readonly db: Queryable;
  readonly now: () => Date;
  readonly ledger: LedgerReader;
  readonly fleet: Fleet;
}

const Totals = Type.Object({
  site_id: Type.String(),
  events_committed: Count,
  events_rejected: Count,
  events_void: Count,
  devices: Count,
  gaps: Count,
  events_to_digest: Count,
  digest: Type.Union([Type.String({ pattern: '^[0-9a-f]{16}$' }), Type.Null()]),
});
const ledgerSchema = {
  tags: ['telemetry'],
  summary:
    'Per site: how many events the ledger holds, and an order-independent digest of their ids',
  description:
    'The digest is over stored rows, each of which is read once. While `events_to_digest` is not 0 the ' +
    'digest is null, and asking again goes on where this request stopped.',
  querystring: Type.Object({ run: Type.Optional(Type.String({ maxLength: 64 })) }),
  response: { 200: Page(Totals) },
};
const ratesSchema = {
  tags: ['telemetry'],
  summary: 'Events committed per second over the last 15 minutes',
  response: {
    200: Type.Object({
      as_of: Timestamp,
      points: Type.Array(
        Type.Object({ at: Timestamp, events_per_second: Type.Number({ minimum: 0 }) }),
      ),
    }),
  },
};
const overviewSchema = {
  tags: ['telemetry'],
  summary: 'The fleet at a glance',
  response: {
    200: Type.Object({
      as_of: NullableTimestamp,
      coverage: Coverage,
      devices: Count,
      simulated_devices: Count,
      sites: Type.Object({ fresh: Count, late: Count, dark: Count, never: Count }),
      events_committed: Count,
      events_per_second: Type.Number({ minimum: 0 }),
      applications: Count,
      quarantined: Count,
      identity_conflicts: Count,
    }),
  },
};
const Quarantined = Type.Object({
  id: Type.Integer(),
  at: Timestamp,
  site_id: NullableString,
  device_id: NullableString,
  code: Type.String(),
  bytes: Count,
  released_at: NullableTimestamp,
  detail: Type.String(),
});
const quarantineSchema = {
  tags: ['quarantine'],
  summary: 'Bytes that were not believed, newest first',
  querystring: Type.Object(PageQuery),
  response: { 200: Page(Quarantined) },
};
const releaseSchema = {
  tags: ['quarantine'],
  summary: 'Puts quarantined bytes through ingest again',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  response: { 200: Quarantined },
};

const quarantinedItem = (item: QuarantinedItem) => ({
  id: item.id,
  at: iso(item.at),
  site_id: item.siteId,
  device_id: item.deviceId,
  code: item.code,
  bytes: item.bytes,
  released_at: iso(item.releasedAt),
  detail: item.detail,
});

async function overview({ db, ledger, fleet }: TelemetryRoutesDeps, visible: Visible) {
  const [snapshot, horizon, ledgers, applications, quarantined, conflicts] = await Promise.all([
    fleet.snapshot(),
    fleet.horizonOf(visible),
    ledger.sites(),
    applicationCount(db, visible),
    ledger.quarantinedOpen(visible),
    countOpenConflicts(db, visible),
  ]);
  const own = snapshot.sites.filter((site) => showsSite(visible, site.id));
  const sites = { fresh: 0, late: 0, dark: 0, never: 0 };
  for (const site of own) sites[site.freshness] += 1;
  const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
  const all = own.flatMap((site) => ledgers.get(site.id) ?? []);
  return {
    ...horizon,
    devices: sum(own.map((site) => site.devices)),
    simulated_devices: sum(own.map((site) => site.simulated)),
    sites,
    events_committed: sum(all.map((site) => site.eventsCommitted)),
    events_per_second: sum(all.map((site) => site.eventsPerSecond)),
    applications,
    quarantined,
    identity_conflicts: conflicts,
  };
}

export const telemetryRoutes: FastifyPluginAsyncTypebox<TelemetryRoutesDeps> = async (
  app,
  deps,
) => {
  const config = { permission: 'telemetry.read', scope: 'filtered' } as const;
  const released = { permission: 'quarantine.release', scope: inPath('quarantined') };
  const { ledger, fleet } = deps;

  app.get('/api/telemetry/ledger/', { schema: ledgerSchema, config }, async (request) => {
    const totals = await ledger.totals(request.query.run ?? null, request.visible);
    return {
      items: totals.map((total) => ({
        site_id: total.siteId,
        events_committed: total.eventsCommitted,
        events_rejected: total.eventsRejected,
        events_void: total.eventsVoid,
        devices: total.devices,
        gaps: total.gaps,
        events_to_digest: total.eventsToDigest,
        digest: total.digest,
      })),
      next_cursor: null,
      ...(await fleet.horizonOf(request.visible)),
    };
  });

  app.get('/api/telemetry/rates/', { schema: ratesSchema, config }, async (request) => {
    const now = deps.now();
    const points = await ledger.rates(now, request.visible);
    return {
      as_of: iso(now),
      points: points.map((point) => ({
        at: iso(point.at),
        events_per_second: point.eventsPerSecond,
      })),
    };
  });

  app.get('/api/overview/', { schema: overviewSchema, config }, async (request) =>
    overview(deps, request.visible),
  );

  app.get('/api/quarantine/', { schema: quarantineSchema, config }, async (request) => {
    const { limit = pageLimits.default, cursor } = request.query;
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const { visible } = request;
    const items = await ledger.quarantine(limit + 1, before, visible);
    const page = pageOf(items, limit, (item) => [item.id]);
    return {
      items: page.rows.map(quarantinedItem),
      next_cursor: page.nextCursor,
      ...(await fleet.horizonOf(visible)),
    };
  });

  app.post(
    '/api/quarantine/:id/release/',
    { schema: releaseSchema, config: released },
    async (request) => quarantinedItem(await ledger.release(request.params.id, request.actor.id)),
  );
};
