import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { iso, NullableString, NullableTimestamp, Timestamp, Words } from '../../platform/api.ts';
import { rotationKinds } from './calendar.ts';
import { keepers, type CalendarEntry, type Rotations } from './rotations.ts';

export interface RotationRoutesDeps {
  readonly rotations: Pick<Rotations, 'list' | 'request'>;
  /** Wakes who does what is asked for here. */
  readonly wake: () => void;
}

const Entry = Type.Object({
  name: Type.String(),
  title: Type.String(),
  kind: Words(rotationKinds),
  every_days: Type.Number({ minimum: 0, description: '0: only when asked for' }),
  automatic: Type.Boolean({ description: 'The hub changes it by itself, and when asked to' }),
  kept_by: Words(keepers),
  how: NullableString,
  last_at: Timestamp,
  next_at: NullableTimestamp,
  overdue: Type.Boolean(),
  requested_at: NullableTimestamp,
  failure: Type.Union([Type.Object({ at: Timestamp, message: Type.String() }), Type.Null()]),
});
const listSchema = {
  tags: ['system'],
  summary: 'Secrets and keys that change by the calendar, what comes next first',
  response: { 200: Type.Object({ items: Type.Array(Entry) }) },
};
const requestSchema = {
  tags: ['system'],
  summary: 'Change a secret or key now; the list tells when it is done',
  params: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }),
  response: { 202: Type.Object({ status: Type.Literal('requested') }) },
};

const dayMs = 86_400_000;

function shown({ rotation, keeper, state, nextAt, isOverdue }: CalendarEntry) {
  const { name, title, kind, everyMs, isAutomatic, how } = rotation;
  const { failedAt, failure, failures } = state;
  const hasFailed = failures > 0 && failedAt !== null && failure !== null;
  return {
    name,
    title,
    kind,
    every_days: everyMs / dayMs,
    automatic: isAutomatic,
    kept_by: keeper,
    how: how ?? null,
    last_at: iso(state.lastAt),
    next_at: iso(nextAt),
    overdue: isOverdue,
    requested_at: iso(state.requestedAt),
    failure: hasFailed ? { at: iso(failedAt), message: failure } : null,
  };
}

/** The calendar of secrets and keys. No answer holds a value. */
export const rotationRoutes: FastifyPluginAsyncTypebox<RotationRoutesDeps> = async (app, deps) => {
  const reading = { permission: 'system.read', scope: 'fleet' } as const;
  app.get('/api/system/rotations/', { schema: listSchema, config: reading }, async () => ({
    items: (await deps.rotations.list()).map(shown),
  }));

  const writing = { permission: 'system.manage', scope: 'fleet' } as const;
  const options = { schema: requestSchema, config: writing };
  app.post('/api/system/rotations/:name/', options, async (request, reply) => {
    await deps.rotations.request(request.params.name, request.actor.id);
    deps.wake();
    return reply.code(202).send({ status: 'requested' });
  });
};
