import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  Count,
  decodeCursor,
  iso,
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
import { NotFoundError } from '../../platform/errors.ts';
import { alertKinds } from './alert-kinds.ts';
import {
  listAlerts,
  listRules,
  selectRule,
  type ListedAlert,
  type RuleRow,
} from './alert-store.ts';
import { severities } from './routing.ts';
import {
  acknowledgeAlert,
  changeRule,
  createRule,
  removeRule,
  testRule,
  type RuleDeps,
} from './rule-service.ts';

export interface AlertRoutesDeps extends RuleDeps {
  readonly horizonOf: HorizonOf;
}

const tags = ['alerts'];
const Severity = Words(severities);
const Kind = Words(alertKinds);
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Alert = Type.Object({
  id: Type.Integer(),
  kind: Kind,
  severity: Severity,
  site_id: NullableString,
  title: Type.String(),
  detail: Type.String(),
  since: Timestamp,
  opened_at: Timestamp,
  returns: Type.Integer({ minimum: 0, description: 'Times that it came back within a day' }),
  acknowledged_at: NullableTimestamp,
  acknowledged_by: NullableString,
  ended_at: NullableTimestamp,
  ended_by: NullableString,
});
const Sites = Type.Unsafe<string[] | null>({
  type: ['array', 'null'],
  items: { type: 'string', minLength: 1, maxLength: 64 },
  maxItems: 500,
  minItems: 1,
  description: 'Null: all, and what concerns no site',
});
const fields = {
  name: Type.String({ minLength: 1, maxLength: 80 }),
  kinds: Type.Array(Kind, {
    maxItems: alertKinds.length,
    uniqueItems: true,
    description: 'None: all',
  }),
  severity_min: Severity,
  sites: Sites,
  lasting_minutes: Type.Integer({
    minimum: 0,
    maximum: 525_600,
    description: 'Only what has lasted so long: a site that is offline for hours',
  }),
  group_minutes: Type.Integer({
    minimum: 0,
    maximum: 1_440,
    description: 'After a message the next waits so long; what comes meanwhile is told together',
  }),
  repeat_hours: Type.Integer({
    minimum: 0,
    maximum: 8_760,
    description: 'What lasts and nobody acknowledged is told again after so long; 0: never',
  }),
  tells_end: Type.Boolean({ description: 'Tells when what it told of is over' }),
  targets: Type.Array(Type.String({ format: 'uuid' }), {
    minItems: 1,
    maxItems: 20,
    uniqueItems: true,
    description: 'Webhooks and mail targets',
  }),
  enabled: Type.Boolean(),
};
const Rule = Type.Object({
  id: Type.String({ format: 'uuid' }),
  ...fields,
  targets: Type.Array(Type.String({ format: 'uuid' })),
  version: Count,
  created_by: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
  last_sent_at: NullableTimestamp,
});
const schemas = {
  alerts: {
    tags,
    summary: 'What wants attention, or did, newest first',
    querystring: Type.Object({ ...PageQuery, state: Type.Optional(Words(['open', 'ended'])) }),
    response: { 200: Page(Alert) },
  },
  acknowledge: {
    tags,
    summary: 'Says that somebody has seen it; what happened once ends with it',
    params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
    response: { 200: Alert },
  },
  rules: { tags, summary: 'Who is told of which alerts', response: { 200: Page(Rule) } },
  create: {
    tags,
    summary: 'Makes a rule',
    body: Type.Object({
      name: fields.name,
      targets: fields.targets,
      kinds: Type.Optional(fields.kinds),
      severity_min: Type.Optional(fields.severity_min),
      sites: Type.Optional(fields.sites),
      lasting_minutes: Type.Optional(fields.lasting_minutes),
      group_minutes: Type.Optional(fields.group_minutes),
      repeat_hours: Type.Optional(fields.repeat_hours),
      tells_end: Type.Optional(fields.tells_end),
    }),
    response: { 201: Rule },
  },
  read: { tags, summary: 'One rule', params: Id, response: { 200: Rule } },
  change: {
    tags,
    summary: 'Changes what is named; `version` refuses to overwrite what another changed',
    params: Id,
    body: Type.Partial(Type.Object({ ...fields, version: Type.Integer({ minimum: 1 }) })),
    response: { 200: Rule },
  },
  remove: { tags, summary: 'Ends a rule', params: Id, response: { 204: Type.Null() } },
  test: {
    tags,
    summary: 'Sends an example to each of its targets',
    params: Id,
    response: { 202: Type.Object({ queued: Count }) },
  },
};

const alertOf = (row: ListedAlert) => ({
  id: row.id,
  kind: row.kind,
  severity: row.severity,
  site_id: row.siteId,
  title: row.title,
  detail: row.detail,
  since: iso(row.since),
  opened_at: iso(row.openedAt),
  returns: row.returns,
  acknowledged_at: iso(row.acknowledgedAt),
  acknowledged_by: row.acknowledgedBy,
  ended_at: iso(row.endedAt),
  ended_by: row.endedBy,
});

const ruleOf = (row: RuleRow) => ({
  id: row.id,
  name: row.name,
  kinds: [...row.kinds],
  severity_min: row.severityMin,
  sites: row.sites === null ? null : [...row.sites],
  lasting_minutes: row.lastingMinutes,
  group_minutes: row.groupMinutes,
  repeat_hours: row.repeatHours,
  tells_end: row.tellsEnd,
  targets: [...row.targets],
  enabled: row.enabled,
  version: row.version,
  created_by: row.createdBy,
  created_at: iso(row.createdAt),
  updated_at: iso(row.updatedAt),
  last_sent_at: iso(row.lastSentAt),
});

const reading = { permission: 'alert.read', scope: 'fleet' } as const;
const writing = { permission: 'alert.write', scope: 'fleet' } as const;
// The sites that somebody may see have their alerts there; what concerns the hub is for all of it.
const seeing = { permission: 'alert.read', scope: 'filtered' } as const;
const path = '/api/alert-rules/:id/';
const preset = {
  kinds: [],
  severityMin: 'warning',
  sites: null,
  lastingMinutes: 0,
  groupMinutes: 5,
  repeatHours: 24,
  tellsEnd: true,
  enabled: true,
} as const;

/** What wants attention, and who is told of it. */
export const alertRoutes: FastifyPluginAsyncTypebox<AlertRoutesDeps> = async (app, deps) => {
  const { db, horizonOf } = deps;
  await app.register(ruleRoutes, deps);

  app.get('/api/alerts/', { schema: schemas.alerts, config: seeing }, async (request) => {
    const { limit = pageLimits.default, cursor, state = 'open' } = request.query;
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const { visible } = request;
    const sites = visible.all ? null : visible.sites;
    const asked = { open: state === 'open', sites, before, limit: limit + 1 };
    const page = pageOf(await listAlerts(db, asked), limit, (row) => [row.id]);
    const items = page.rows.map(alertOf);
    return { items, next_cursor: page.nextCursor, ...(await horizonOf(visible)) };
  });

  const seen = { schema: schemas.acknowledge, config: writing };
  app.post('/api/alerts/:id/acknowledge/', seen, async (request) =>
    alertOf(await acknowledgeAlert(deps, request.params.id, request.actor.id)),
  );
};

const ruleRoutes: FastifyPluginAsyncTypebox<AlertRoutesDeps> = async (app, deps) => {
  const { db, horizonOf } = deps;

  app.get('/api/alert-rules/', { schema: schemas.rules, config: reading }, async () => {
    const items = (await listRules(db)).map(ruleOf);
    return { items, next_cursor: null, ...(await horizonOf()) };
  });

  const create = { schema: schemas.create, config: writing };
  app.post('/api/alert-rules/', create, async (request, reply) => {
    const { name, targets } = request.body;
    const made = { ...preset, name, targets, ...namedOf(request.body) };
    return reply.code(201).send(ruleOf(await createRule(deps, made, request.actor.id)));
  });

  app.get(path, { schema: schemas.read, config: reading }, async (request) => {
    const { id } = request.params;
    const row = await selectRule(db, id);
    if (!row) throw new NotFoundError('alert rule', id);
    return ruleOf(row);
  });

  app.patch(path, { schema: schemas.change, config: writing }, async (request) => {
    const { name, targets, enabled, version } = request.body;
    const to = {
      ...(name !== undefined && { name }),
      ...(targets !== undefined && { targets }),
      ...(enabled !== undefined && { enabled }),
      ...(version !== undefined && { version }),
      ...namedOf(request.body),
    };
    return ruleOf(await changeRule(deps, request.params.id, to, request.actor.id));
  });

  app.delete(path, { schema: schemas.remove, config: writing }, async (request, reply) => {
    await removeRule(deps, request.params.id, request.actor.id);
    return reply.code(204).send(null);
  });

  app.post(`${path}test/`, { schema: schemas.test, config: writing }, async (request, reply) => {
    const queued = await testRule(deps, request.params.id, request.actor.id);
    return reply.code(202).send({ queued });
  });
};

interface Named {
  readonly kinds?: RuleRow['kinds'];
  readonly severity_min?: RuleRow['severityMin'];
  readonly sites?: readonly string[] | null;
  readonly lasting_minutes?: number;
  readonly group_minutes?: number;
  readonly repeat_hours?: number;
  readonly tells_end?: boolean;
}

/** What a body says of a rule, by our names. */
function namedOf(body: Named) {
  return {
    ...(body.kinds !== undefined && { kinds: body.kinds }),
    ...(body.severity_min !== undefined && { severityMin: body.severity_min }),
    ...(body.sites !== undefined && { sites: body.sites }),
    ...(body.lasting_minutes !== undefined && { lastingMinutes: body.lasting_minutes }),
    ...(body.group_minutes !== undefined && { groupMinutes: body.group_minutes }),
    ...(body.repeat_hours !== undefined && { repeatHours: body.repeat_hours }),
    ...(body.tells_end !== undefined && { tellsEnd: body.tells_end }),
  };
}
