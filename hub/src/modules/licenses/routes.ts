import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  Count,
  decodeCursor,
  HexId,
  inPath,
  iso,
  NullableInteger,
  NullableString,
  NullableTimestamp,
  Page,
  pageOf,
  PageQuery,
  Timestamp,
  type HorizonOf,
  pageLimits,
} from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import {
  deviceParams,
  findDevice,
  MeasurementItem,
  measurementsOf,
  userNames,
} from '../devices/index.ts';
import { holds } from '../identity/index.ts';
import { selectShortPrograms, selectUsage } from './store.ts';

export interface UsageRoutesDeps {
  readonly db: Queryable;
  readonly namesKey: Uint8Array;
  readonly horizonOf: HorizonOf;
}

const shortProgramsMax = 200;

const Usage = Type.Object({
  program: Type.String(),
  path: NullableString,
  title: NullableString,
  subject_id: HexId,
  user: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'null without a name, or without the permission person.read',
  }),
  pid: Count,
  started_at: Timestamp,
  start_uncertainty_ms: Count,
  ended_at: NullableTimestamp,
  end_uncertainty_ms: NullableInteger,
  instances_max: Count,
});
// Whether usage, and short programs, are measured at all; null: the device has not said.
const NullableMeasurement = Type.Union([MeasurementItem, Type.Null()]);
const ShortProgram = Type.Object({
  program: Type.String(),
  count: Count,
  from: Timestamp,
  to: Timestamp,
});
const schema = {
  tags: ['devices'],
  summary: 'What ran on a device, newest first; what was too short to follow is only counted',
  params: deviceParams,
  querystring: Type.Object({
    ...PageQuery,
    from: Type.Optional(Timestamp),
    to: Type.Optional(Timestamp),
  }),
  response: {
    200: Type.Object({
      ...Page(Usage).properties,
      short_programs: Type.Array(ShortProgram),
      measurement: NullableMeasurement,
      short_programs_measurement: NullableMeasurement,
    }),
  },
};

export const usageRoutes: FastifyPluginAsyncTypebox<UsageRoutesDeps> = async (app, deps) => {
  const config = { permission: 'device.read', scope: inPath('device') };
  app.get('/api/devices/:id/usage/', { schema, config }, async (request) => {
    const { limit = pageLimits.default, cursor, from, to } = request.query;
    const device = await findDevice(deps.db, request.params.id);
    if (!device) throw new NotFoundError('device', request.params.id);
    const window = { from: from ? new Date(from) : null, to: to ? new Date(to) : null };
    const after = decodeCursor(cursor, ['number', 'number', 'number']);
    const [rows, shortPrograms, measurements, horizon] = await Promise.all([
      selectUsage(deps.db, device.no, window, after, limit + 1),
      selectShortPrograms(deps.db, device.no, window, shortProgramsMax),
      measurementsOf(deps.db, device.no),
      deps.horizonOf(device.siteId),
    ]);
    const page = pageOf(rows, limit, (row) => [row.startedAt.getTime(), row.startMs, row.pid]);
    const subjects = page.rows.map((row) => row.subjectId);
    const names = holds(request.actor, 'person.read', request.place)
      ? await userNames(deps.db, deps.namesKey, device.no, subjects)
      : new Map<string, string>();
    return {
      items: page.rows.map((row) => ({
        program: row.program,
        path: row.path,
        title: row.title,
        subject_id: row.subjectId,
        user: names.get(row.subjectId) ?? null,
        pid: row.pid,
        started_at: iso(row.startedAt),
        start_uncertainty_ms: row.startUncertaintyMs,
        ended_at: iso(row.endedAt),
        end_uncertainty_ms: row.endUncertaintyMs,
        instances_max: row.instancesMax,
      })),
      next_cursor: page.nextCursor,
      short_programs: shortPrograms.map((row) => ({
        program: row.program,
        count: row.count,
        from: iso(row.from),
        to: iso(row.to),
      })),
      measurement: measurements.find(({ what }) => what === 'usage') ?? null,
      short_programs_measurement:
        measurements.find(({ what }) => what === 'short_programs') ?? null,
      ...horizon,
    };
  });
};
