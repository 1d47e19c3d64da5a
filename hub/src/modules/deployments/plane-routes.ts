import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type, type Static } from 'typebox';
import { planes } from '@eucora/protocol/desired';
import { iso, NullableString, Timestamp, Words } from '../../platform/api.ts';
import { showsSite } from '../../platform/scope.ts';
import { selectPlanes, type PlaneRow } from './fleet-store.ts';
import { dropPlane, setPlane } from './plane-service.ts';
import { Id } from './schemas.ts';
import { planeOf, type DeploymentsDeps } from './service.ts';

const NullableId = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'uuid' });
const PlaneItem = Type.Object({
  id: Type.Integer(),
  package_id: NullableId,
  package_name: NullableString,
  format: NullableString,
  device_group: NullableString,
  site_id: NullableString,
  plane: Words(planes),
  created_at: Timestamp,
  created_by: Type.String(),
});
const PlaneList = Type.Object({ items: Type.Array(PlaneItem) });
const tags = ['deployments'];
const listSchema = {
  tags,
  summary: 'Which plane executes for a package at a place; the agent where nothing is said',
  response: { 200: PlaneList },
};
const setSchema = {
  tags,
  summary:
    'Says which plane executes; the most specific rule holds: package, then group, then site',
  body: Type.Object(
    {
      package_id: Type.Optional(Id),
      device_group: Type.Optional(Type.String({ minLength: 1, maxLength: 63 })),
      site_id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
      plane: Words(planes),
    },
    { additionalProperties: false },
  ),
  response: { 201: PlaneItem },
};
const dropSchema = {
  tags,
  summary: 'Takes a rule back; what is more general holds again',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  response: { 204: Type.Null() },
};

const planeItem = (row: PlaneRow): Static<typeof PlaneItem> => ({
  id: row.id,
  package_id: row.packageId,
  package_name: row.packageName,
  format: row.format,
  device_group: row.deviceGroup,
  site_id: row.siteId,
  plane: row.plane,
  created_at: iso(row.createdAt),
  created_by: row.createdBy,
});

const base = '/api/deployments/planes/';

/** The table of execution planes. It decides for packages and groups across sites. */
export const planeRoutes: FastifyPluginAsyncTypebox<DeploymentsDeps> = async (app, deps) => {
  const readable = { permission: 'deployment.read', scope: 'filtered' } as const;
  const writable = { permission: 'policy.write', scope: 'fleet' } as const;
  const { db } = deps;
  app.get(base, { schema: listSchema, config: readable }, async ({ visible }) => {
    const seen = (await selectPlanes(db)).filter(
      ({ siteId }) => siteId === null || showsSite(visible, siteId),
    );
    return { items: seen.map(planeItem) };
  });
  app.post(base, { schema: setSchema, config: writable }, async ({ body, actor }, reply) => {
    const wish = {
      packageId: body.package_id ?? null,
      deviceGroup: body.device_group ?? null,
      siteId: body.site_id ?? null,
      plane: planeOf(body.plane),
    };
    const id = await setPlane(deps, wish, actor.id);
    const row = (await selectPlanes(db)).find((each) => each.id === id)!;
    return reply.code(201).send(planeItem(row));
  });
  app.delete(
    `${base}:id/`,
    { schema: dropSchema, config: writable },
    async ({ params, actor }, reply) => {
      await dropPlane(deps, params.id, actor.id);
      return reply.code(204).send(null);
    },
  );
};
