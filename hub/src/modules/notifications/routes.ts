import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  Count,
  decodeCursor,
  iso,
  NullableInteger,
  NullableString,
  NullableTimestamp,
  Page,
  pageLimits,
  pageOf,
  PageQuery,
  Timestamp,
  Words,
  type HorizonOf,
} from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { severities } from './routing.ts';
import {
  change,
  deliverAgain,
  replayRange,
  rotateSecret,
  sendTest,
  subscribe,
  unsubscribe,
  type WebhookDeps,
} from './service.ts';
import {
  countsOf,
  listDeliveries,
  subscription,
  subscriptions,
  type Counts,
  type DeliveryRow,
  type SubscriptionRow,
} from './store.ts';

export interface WebhookRoutesDeps extends WebhookDeps {
  readonly horizonOf: HorizonOf;
}

const Action = Type.String({ pattern: '^[a-z0-9_]+(\\.[a-z0-9_]+)*$', maxLength: 80 });
const Name = Type.String({ minLength: 1, maxLength: 80 });
const Url = Type.String({ minLength: 8, maxLength: 2_000 });
const Actions = Type.Array(Action, { maxItems: 50, uniqueItems: true });
const Severity = Words(severities);
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const FollowsRecord = Type.Boolean({
  description: 'False: it is told of alerts alone, by rules',
});
const Webhook = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  url: Type.String(),
  actions: Type.Array(Type.String()),
  severity_min: Severity,
  follows_record: FollowsRecord,
  enabled: Type.Boolean(),
  version: Count,
  created_by: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
  failing_since: NullableTimestamp,
  pending: Count,
  dead: Count,
});
/** A delivery as lists show it. */
export const Delivery = Type.Object({
  id: Type.Integer(),
  position: NullableInteger,
  type: Type.String(),
  state: Words(['pending', 'delivered', 'dead'] as const),
  attempts: Count,
  created_at: Timestamp,
  next_at: NullableTimestamp,
  ended_at: NullableTimestamp,
  last_status: NullableInteger,
  last_error: NullableString,
});
const Secret = Type.String({ description: 'Shown once; deliveries are signed with it' });
const tags = ['webhooks'];
const fields = {
  name: Name,
  url: Url,
  actions: Actions,
  severity_min: Severity,
  follows_record: FollowsRecord,
};

const schemas = {
  list: {
    tags,
    summary: 'Webhook subscriptions and how they do',
    response: { 200: Page(Webhook) },
  },
  create: {
    tags,
    summary: 'Subscribes an address to sealed audit entries; the answer holds its secret',
    body: Type.Object({
      name: Name,
      url: Url,
      actions: Type.Optional(Actions),
      severity_min: Type.Optional(Severity),
      follows_record: Type.Optional(FollowsRecord),
    }),
    response: { 201: Type.Object({ ...Webhook.properties, secret: Secret }) },
  },
  read: { tags, summary: 'One subscription', params: Id, response: { 200: Webhook } },
  change: {
    tags,
    summary: 'Changes what is named; `version` refuses to overwrite what another changed',
    params: Id,
    body: Type.Partial(
      Type.Object({ ...fields, enabled: Type.Boolean(), version: Type.Integer({ minimum: 1 }) }),
    ),
    response: { 200: Webhook },
  },
  remove: {
    tags,
    summary: 'Ends a subscription; what was on its way is not sent',
    params: Id,
    response: { 204: Type.Null() },
  },
  rotate: {
    tags,
    summary:
      'Gives it another secret; for a day deliveries carry a signature of the earlier one, too',
    params: Id,
    response: { 200: Type.Object({ secret: Secret }) },
  },
  test: {
    tags,
    summary: 'Sends an event of the type webhook.test',
    params: Id,
    response: { 202: Type.Object({ queued: Count }) },
  },
  deliveries: {
    tags,
    summary: 'What was sent and what is on its way, newest first',
    params: Id,
    querystring: Type.Object(PageQuery),
    response: { 200: Page(Delivery) },
  },
  replay: {
    tags,
    summary: 'Sends a range of the audit record again, at most 10,000 events',
    params: Id,
    body: Type.Object({
      from_position: Type.Integer({ minimum: 1 }),
      through_position: Type.Integer({ minimum: 1 }),
    }),
    response: { 202: Type.Object({ queued: Count }) },
  },
  again: {
    tags,
    summary: 'Sends one delivery once more',
    params: Type.Object({
      id: Type.String({ format: 'uuid' }),
      delivery: Type.Integer({ minimum: 1 }),
    }),
    response: { 202: Type.Object({ queued: Count }) },
  },
};

function webhookOf(row: SubscriptionRow, counts?: Counts) {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    actions: [...row.actions],
    severity_min: row.severityMin,
    follows_record: row.followsRecord,
    enabled: row.enabled,
    version: row.version,
    created_by: row.createdBy,
    created_at: iso(row.createdAt),
    updated_at: iso(row.updatedAt),
    failing_since: iso(row.failingSince),
    pending: counts?.pending ?? 0,
    dead: counts?.dead ?? 0,
  };
}

export const deliveryOf = (row: DeliveryRow) => ({
  id: row.id,
  position: row.position,
  type: typeof row.event['type'] === 'string' ? row.event['type'] : '',
  state: row.state,
  attempts: row.attempts,
  created_at: iso(row.createdAt),
  next_at: row.state === 'pending' ? iso(row.nextAt) : null,
  ended_at: iso(row.endedAt),
  last_status: row.lastStatus,
  last_error: row.lastError,
});

const path = '/api/webhooks/:id/';
const reading = { permission: 'webhook.read', scope: 'fleet' } as const;
const writing = { permission: 'webhook.write', scope: 'fleet' } as const;

/** @throws NotFoundError */
async function found(db: Queryable, id: string): Promise<SubscriptionRow> {
  const row = await subscription(db, id);
  if (row) return row;
  throw new NotFoundError('webhook', id);
}

/** Subscriptions: list, make, change, end. */
export const webhookRoutes: FastifyPluginAsyncTypebox<WebhookRoutesDeps> = async (app, deps) => {
  const { db, horizonOf } = deps;
  await app.register(deliveryRoutes, deps);

  app.get('/api/webhooks/', { schema: schemas.list, config: reading }, async () => {
    const [rows, counts] = await Promise.all([subscriptions(db, 'webhook'), countsOf(db)]);
    const items = rows.map((row) => webhookOf(row, counts.get(row.id)));
    return { items, next_cursor: null, ...(await horizonOf()) };
  });

  app.post(
    '/api/webhooks/',
    { schema: schemas.create, config: writing },
    async (request, reply) => {
      const { name, url, actions = [], severity_min: severityMin = 'info' } = request.body;
      const { follows_record: followsRecord = true } = request.body;
      const asked = { name, url, actions, severityMin, followsRecord };
      const { row, secret } = await subscribe(deps, asked, request.actor.id);
      return reply.code(201).send({ ...webhookOf(row), secret });
    },
  );

  app.get(path, { schema: schemas.read, config: reading }, async (request) => {
    const row = await found(db, request.params.id);
    return webhookOf(row, (await countsOf(db)).get(row.id));
  });

  app.patch(path, { schema: schemas.change, config: writing }, async (request) => {
    const { severity_min: severityMin, follows_record: followsRecord, ...rest } = request.body;
    const to = {
      ...rest,
      ...(severityMin !== undefined && { severityMin }),
      ...(followsRecord !== undefined && { followsRecord }),
    };
    const row = await change(deps, request.params.id, to, request.actor.id);
    return webhookOf(row, (await countsOf(db)).get(row.id));
  });

  app.delete(path, { schema: schemas.remove, config: writing }, async (request, reply) => {
    await unsubscribe(deps, request.params.id, request.actor.id);
    return reply.code(204).send(null);
  });

  app.post(`${path}secret/`, { schema: schemas.rotate, config: writing }, async (request) => ({
    secret: await rotateSecret(deps, request.params.id, request.actor.id),
  }));
};

/** What is sent by a subscription: a test, the list, and again. */
const deliveryRoutes: FastifyPluginAsyncTypebox<WebhookRoutesDeps> = async (app, deps) => {
  const { db, horizonOf } = deps;

  app.post(`${path}test/`, { schema: schemas.test, config: writing }, async (request, reply) => {
    await sendTest(deps, request.params.id, request.actor.id);
    return reply.code(202).send({ queued: 1 });
  });

  const deliveries = { schema: schemas.deliveries, config: reading };
  app.get(`${path}deliveries/`, deliveries, async (request) => {
    const { limit = pageLimits.default, cursor } = request.query;
    const { id } = await found(db, request.params.id);
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const rows = await listDeliveries(db, id, before, limit + 1);
    const page = pageOf(rows, limit, (row) => [row.id]);
    const items = page.rows.map(deliveryOf);
    return { items, next_cursor: page.nextCursor, ...(await horizonOf()) };
  });

  const replays = { schema: schemas.replay, config: writing };
  app.post(`${path}replays/`, replays, async (request, reply) => {
    const { from_position: from, through_position: through } = request.body;
    const { id } = request.params;
    const queued = await replayRange(deps, id, { from, through }, request.actor.id);
    return reply.code(202).send({ queued });
  });

  const again = { schema: schemas.again, config: writing };
  app.post(`${path}deliveries/:delivery/again/`, again, async (request, reply) => {
    const { id, delivery } = request.params;
    await deliverAgain(deps, id, delivery, request.actor.id);
    return reply.code(202).send({ queued: 1 });
  });
};
