import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  containsPattern,
  decodeCursor,
  inPath,
  iso,
  pageLimits,
  pageOf,
  type HorizonOf,
} from '../../platform/api.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { visibleValues, type Visible } from '../../platform/scope.ts';
import { deviceParams, findDevice, type DeviceDirectory } from '../devices/index.ts';
import type { ArtifactsDeps } from './artifacts.ts';
import { newestDesired } from './documents-store.ts';
import { compileDevices } from './fleet.ts';
import { countStates, progressOf, stateOf, type DeviceProgress } from './progress.ts';
import { countSaid, selectHistory, selectSaidBy } from './results-store.ts';
import {
  deviceQuery,
  DeviceOrders,
  DeviceWords,
  idempotency,
  idParams,
  ifMatch,
  IntentBody,
  IntentDetail,
  intentDetail,
  intentDeviceParams,
  IntentDevicePage,
  intentItem,
  IntentPage,
  listQuery,
  wishOf,
} from './schemas.ts';
import { cancelOrder, createIntent, etagOf, retryOrder, type DeploymentsDeps } from './service.ts';
import { selectIntent, selectIntents, type IntentRow } from './store.ts';

export interface DeploymentRoutesDeps extends DeploymentsDeps, ArtifactsDeps {
  readonly directory: Pick<DeviceDirectory, 'entries'>;
  readonly horizonOf: HorizonOf;
}

const everythingVisible: Visible = { all: true };
const tags = ['deployments'];
const wordsMax = 200;
const listSchema = {
  tags,
  summary: 'Deployment intents, newest first, with what devices said of them',
  querystring: listQuery,
  response: { 200: IntentPage },
};
const createSchema = {
  tags,
  summary: 'Create deployment intent',
  description:
    'Which version devices are to run, where, when and with which checks. Documents of the sites ' +
    'follow by themselves. The same Idempotency-Key gives the same intent.',
  headers: idempotency,
  body: IntentBody,
  response: { 200: IntentDetail, 201: IntentDetail },
};
const getSchema = {
  tags,
  summary: 'A deployment intent: what, where, when, and how many devices are how far',
  params: idParams,
  response: { 200: IntentDetail },
};
const actSchema = (summary: string) => ({
  tags,
  summary,
  params: idParams,
  headers: ifMatch,
  response: { 200: IntentDetail },
});
const devicesSchema = {
  tags,
  summary: 'Where an intent stands on each of its devices, and why',
  params: idParams,
  querystring: deviceQuery,
  response: { 200: IntentDevicePage },
};
const wordsSchema = {
  tags,
  summary: 'Everything that a device said of an intent, newest first',
  params: intentDeviceParams,
  response: { 200: DeviceWords },
};
const ordersSchema = {
  tags,
  summary: 'What a device is to run, and where each order stands',
  params: deviceParams,
  response: { 200: DeviceOrders },
};

const base = '/api/deployments/intents/';
const reading = { permission: 'deployment.read', scope: 'filtered' } as const;
const writing = { permission: 'deployment.create', scope: 'filtered' } as const;

/** Intents of deployments, and what came of them. What lies outside one's reach is not there. */
export const deploymentRoutes: FastifyPluginAsyncTypebox<DeploymentRoutesDeps> = async (
  app,
  deps,
) => {
  const { db, horizonOf } = deps;
  const found = async (id: string, visible: Visible): Promise<IntentRow> => {
    const intent = await selectIntent(db, visible, id);
    if (intent) return intent;
    throw new NotFoundError('deployment intent', id);
  };
  const detailOf = async (id: string, visible: Visible) => {
    const intent = await found(id, visible);
    const progress = await progressOf(deps, intent, visible, 0, null);
    const counted = { total: progress.length, states: countStates(progress) };
    return intentDetail(intent, counted, await horizonOf(visible));
  };

  app.get(base, { schema: listSchema, config: reading }, async ({ query, visible }) => {
    const { limit = pageLimits.default, cursor, search = '', state } = query;
    const after = decodeCursor(cursor, ['number', 'string']);
    const pattern = search === '' ? undefined : containsPattern(search);
    const filter = { state, packageId: query.package_id, search: pattern };
    const rows = await selectIntents(db, visible, filter, after, limit + 1);
    const page = pageOf(rows, limit, ({ createdAt, id }) => [createdAt.getTime(), id]);
    const names = page.rows.map(({ assignmentId }) => assignmentId);
    const said = await countSaid(db, names, visibleValues(visible));
    const items = page.rows.map((row) => intentItem(row, said.get(row.assignmentId) ?? {}));
    return { items, next_cursor: page.nextCursor, ...(await horizonOf(visible)) };
  });
  app.post(base, { schema: createSchema, config: writing }, async (request, reply) => {
    const { body, actor, headers, visible } = request;
    const repeat = { key: headers['idempotency-key'], content: body };
    const made = await createIntent(deps, wishOf(body), actor, repeat);
    const answer = await detailOf(made.id, visible);
    reply.header('location', `${base}${made.id}/`).header('etag', etagOf(answer));
    return reply.code(made.isNew ? 201 : 200).send(answer);
  });
  app.get(
    `${base}:id/`,
    { schema: getSchema, config: reading },
    async ({ params, visible }, reply) => {
      const answer = await detailOf(params.id, visible);
      return reply.header('etag', etagOf(answer)).send(answer);
    },
  );
  for (const [act, run, summary] of [
    ['cancel', cancelOrder, 'Ends an intent: devices that have not carried it out leave it'],
    ['retry', retryOrder, 'Has devices that gave up begin anew; those that are done stay so'],
  ] as const) {
    const options = { schema: actSchema(summary), config: writing };
    app.post(`${base}:id/${act}/`, options, async (request, reply) => {
      const { params, actor, headers, visible } = request;
      await run(deps, params.id, visible, actor, headers['if-match']);
      const answer = await detailOf(params.id, visible);
      return reply.header('etag', etagOf(answer)).send(answer);
    });
  }
  await app.register(resultRoutes, deps);
};

/** Where orders stand on devices. */
const resultRoutes: FastifyPluginAsyncTypebox<DeploymentRoutesDeps> = async (app, deps) => {
  const { db, directory, horizonOf } = deps;
  app.get(
    `${base}:id/devices/`,
    { schema: devicesSchema, config: reading },
    async ({ params, query, visible }) => {
      const { limit = pageLimits.default, cursor } = query;
      const intent = await selectIntent(db, visible, params.id);
      if (!intent) throw new NotFoundError('deployment intent', params.id);
      const after = decodeCursor(cursor, ['number'])?.[0] ?? 0;
      const rows = await progressOf(deps, intent, visible, after, limit + 1);
      const page = pageOf(rows, limit, ({ no }) => [no]);
      const names = await directory.entries(page.rows.map(({ no }) => no));
      const items = page.rows.map((row) => ({
        device_id: row.id,
        hostname: names.get(row.no)?.hostname ?? null,
        site_id: row.siteId,
        ...wordOf(row),
      }));
      return { items, next_cursor: page.nextCursor, ...(await horizonOf(visible)) };
    },
  );
  app.get(
    `${base}:id/devices/:device/`,
    { schema: wordsSchema, config: reading },
    async ({ params, visible }) => {
      const intent = await selectIntent(db, visible, params.id);
      const device = await findDevice(db, params.device);
      const isSeen =
        device !== undefined &&
        (visible.all ||
          visible.sites.includes(device.siteId) ||
          visible.devices.includes(device.no));
      if (!intent || !isSeen) throw new NotFoundError('device of the intent', params.device);
      const rows = await selectHistory(db, intent.id, device.no, wordsMax);
      const items = rows.map(({ step, code, detail, attempt, version, generation, ...row }) => ({
        step,
        code,
        detail,
        attempt,
        version,
        generation,
        said_at: iso(row.saidAt),
        try: row.try,
      }));
      return { items };
    },
  );
  app.get(
    '/api/devices/:id/deployments/',
    { schema: ordersSchema, config: { permission: 'deployment.read', scope: inPath('device') } },
    async ({ params }) => {
      const device = await findDevice(db, params.id);
      if (!device) throw new NotFoundError('device', params.id);
      const items = await ordersOf(deps, device);
      return { items, ...(await horizonOf(device.siteId)) };
    },
  );
};

const wordOf = (row: DeviceProgress) => ({
  state: row.state,
  reason: row.reason,
  said_at: iso(row.saidAt),
  attempt: row.attempt,
  generation: row.generation,
});

/** Every order that is aimed at a device, by package, the one that holds first. */
async function ordersOf(
  deps: DeploymentRoutesDeps,
  device: { readonly no: number; readonly id: string; readonly siteId: string },
) {
  const { db } = deps;
  const outcomes = await compileDevices(deps, [device.no]);
  const said = await selectSaidBy(db, device.no);
  const document = await newestDesired(db, device.siteId);
  const answers = [];
  for (const each of outcomes) {
    const intent = await selectIntent(db, everythingVisible, each.assignment.intent);
    if (!intent) continue;
    const word = said.get(each.assignment.id);
    const stands = stateOf(intent, word ?? nothingSaid(device.id), each, document);
    answers.push({
      intent_id: intent.id,
      package_name: intent.packageName,
      version: intent.version,
      action: intent.action,
      ring_number: intent.ring,
      created_at: iso(intent.createdAt),
      ...stands,
      said_at: iso(word?.saidAt ?? null),
      attempt: word?.attempt ?? null,
      generation: word?.generation ?? null,
    });
  }
  return answers;
}

const nothingSaid = (id: string) => ({ id, step: null, code: null, detail: null });
