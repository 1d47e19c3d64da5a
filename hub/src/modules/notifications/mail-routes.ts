import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  Count,
  decodeCursor,
  iso,
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
import {
  changeMailTarget,
  createMailTarget,
  deleteMailTarget,
  removeMailServer,
  setMailServer,
  type MailDeps,
} from './mail-service.ts';
import { mailSecurities, mailServer, type MailServerRow } from './mail-store.ts';
import { recipientsMax } from './mail-text.ts';
import { Delivery, deliveryOf } from './routes.ts';
import { deliverAgain, sendTest } from './service.ts';
import {
  countsOf,
  listDeliveries,
  subscription,
  subscriptions,
  type Counts,
  type SubscriptionRow,
} from './store.ts';

export interface MailRoutesDeps extends MailDeps {
  readonly horizonOf: HorizonOf;
}

const tags = ['mail'];
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Name = Type.String({ minLength: 1, maxLength: 80 });
const Recipients = Type.Array(Type.String({ minLength: 3, maxLength: 254 }), {
  minItems: 1,
  maxItems: recipientsMax,
  uniqueItems: true,
});
const serverFields = {
  host: Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9._:-]+$' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  security: Words(mailSecurities),
  sender: Type.String({ minLength: 3, maxLength: 254 }),
  username: Type.String({ maxLength: 254 }),
};
const Server = Type.Object({ ...serverFields, updated_by: Type.String(), updated_at: Timestamp });
const MailTarget = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  recipients: Type.Array(Type.String()),
  enabled: Type.Boolean(),
  version: Count,
  created_by: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
  failing_since: NullableTimestamp,
  pending: Count,
  dead: Count,
});
const Queued = Type.Object({ queued: Count });
const schemas = {
  server: {
    tags,
    summary: 'The server that takes mails; its password is never told. Null: none is set',
    response: { 200: Type.Object({ server: Type.Union([Server, Type.Null()]) }) },
  },
  setServer: {
    tags,
    summary: 'Sets the mail server; without a password the one so far stays',
    description:
      'Encryption is required (`starttls` or `tls`, TLS 1.2 or newer, the name is checked) unless ' +
      '`security` is `none`, which needs a host named in EUCORA_OUTBOUND_ALLOW and sends no password.',
    body: Type.Object({
      ...serverFields,
      password: Type.Optional(Type.String({ minLength: 1, maxLength: 1_024 })),
    }),
    response: { 200: Server },
  },
  removeServer: {
    tags,
    summary: 'Forgets the mail server and its password; mails wait',
    response: { 204: Type.Null() },
  },
  list: {
    tags,
    summary: 'Who can be told by mail, and how that does',
    response: { 200: Page(MailTarget) },
  },
  create: {
    tags,
    summary: 'Makes somewhere to send mails to; rules say what is sent there',
    body: Type.Object({ name: Name, recipients: Recipients }),
    response: { 201: MailTarget },
  },
  change: {
    tags,
    summary: 'Changes what is named; `version` refuses to overwrite what another changed',
    params: Id,
    body: Type.Partial(
      Type.Object({
        name: Name,
        recipients: Recipients,
        enabled: Type.Boolean(),
        version: Type.Integer({ minimum: 1 }),
      }),
    ),
    response: { 200: MailTarget },
  },
  remove: {
    tags,
    summary: 'Ends a mail target; what was on its way is not sent',
    params: Id,
    response: { 204: Type.Null() },
  },
  test: {
    tags,
    summary: 'Sends a mail that says that it is a test',
    params: Id,
    response: { 202: Queued },
  },
  deliveries: {
    tags,
    summary: 'What was sent and what is on its way, newest first',
    params: Id,
    querystring: Type.Object(PageQuery),
    response: { 200: Page(Delivery) },
  },
  again: {
    tags,
    summary: 'Sends one mail once more',
    params: Type.Object({ ...Id.properties, delivery: Type.Integer({ minimum: 1 }) }),
    response: { 202: Queued },
  },
};

const serverOf = ({ updatedBy, updatedAt, ...fields }: MailServerRow) => ({
  ...fields,
  updated_by: updatedBy,
  updated_at: iso(updatedAt),
});

const targetOf = (row: SubscriptionRow, counts?: Counts) => ({
  id: row.id,
  name: row.name,
  recipients: [...row.recipients],
  enabled: row.enabled,
  version: row.version,
  created_by: row.createdBy,
  created_at: iso(row.createdAt),
  updated_at: iso(row.updatedAt),
  failing_since: iso(row.failingSince),
  pending: counts?.pending ?? 0,
  dead: counts?.dead ?? 0,
});

const reading = { permission: 'mail.read', scope: 'fleet' } as const;
const writing = { permission: 'mail.write', scope: 'fleet' } as const;
const path = '/api/mail-targets/:id/';

/** The mail server, and who can be told by mail. */
export const mailRoutes: FastifyPluginAsyncTypebox<MailRoutesDeps> = async (app, deps) => {
  const { db, horizonOf } = deps;
  await app.register(sentRoutes, deps);

  app.get('/api/mail-server/', { schema: schemas.server, config: reading }, async () => {
    const row = await mailServer(db);
    return { server: row ? serverOf(row) : null };
  });

  app.put('/api/mail-server/', { schema: schemas.setServer, config: writing }, async (request) =>
    serverOf(await setMailServer(deps, request.body, request.actor.id)),
  );

  const remove = { schema: schemas.removeServer, config: writing };
  app.delete('/api/mail-server/', remove, async (request, reply) => {
    await removeMailServer(deps, request.actor.id);
    return reply.code(204).send(null);
  });

  app.get('/api/mail-targets/', { schema: schemas.list, config: reading }, async () => {
    const [rows, counts] = await Promise.all([subscriptions(db, 'mail'), countsOf(db)]);
    const items = rows.map((row) => targetOf(row, counts.get(row.id)));
    return { items, next_cursor: null, ...(await horizonOf()) };
  });

  const create = { schema: schemas.create, config: writing };
  app.post('/api/mail-targets/', create, async (request, reply) => {
    const row = await createMailTarget(deps, request.body, request.actor.id);
    return reply.code(201).send(targetOf(row));
  });

  app.patch(path, { schema: schemas.change, config: writing }, async (request) => {
    const row = await changeMailTarget(deps, request.params.id, request.body, request.actor.id);
    return targetOf(row, (await countsOf(db)).get(row.id));
  });

  app.delete(path, { schema: schemas.remove, config: writing }, async (request, reply) => {
    await deleteMailTarget(deps, request.params.id, request.actor.id);
    return reply.code(204).send(null);
  });
};

/** What is sent to a mail target: a test, the list, and again. */
const sentRoutes: FastifyPluginAsyncTypebox<MailRoutesDeps> = async (app, deps) => {
  const { db, horizonOf } = deps;

  app.post(`${path}test/`, { schema: schemas.test, config: writing }, async (request, reply) => {
    await sendTest(deps, request.params.id, request.actor.id, 'mail');
    return reply.code(202).send({ queued: 1 });
  });

  const deliveries = { schema: schemas.deliveries, config: reading };
  app.get(`${path}deliveries/`, deliveries, async (request) => {
    const { limit = pageLimits.default, cursor } = request.query;
    const { id } = request.params;
    if (!(await subscription(db, id, 'mail'))) throw new NotFoundError('mail target', id);
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const rows = await listDeliveries(db, id, before, limit + 1);
    const page = pageOf(rows, limit, (row) => [row.id]);
    const items = page.rows.map(deliveryOf);
    return { items, next_cursor: page.nextCursor, ...(await horizonOf()) };
  });

  const again = { schema: schemas.again, config: writing };
  app.post(`${path}deliveries/:delivery/again/`, again, async (request, reply) => {
    const { id, delivery } = request.params;
    await deliverAgain(deps, id, delivery, request.actor.id, 'mail');
    return reply.code(202).send({ queued: 1 });
  });
};
