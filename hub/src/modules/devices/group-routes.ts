import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type, type Static } from 'typebox';
import {
  Count,
  decodeCursor,
  HexId,
  iso,
  NullableString,
  pageLimits,
  pageOf,
  PageQuery,
  Timestamp,
} from '../../platform/api.ts';
import type { Database, Tx } from '../../platform/db.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import type { DeviceDirectory } from './directory.ts';
import {
  deleteGroup,
  deleteMember,
  insertGroup,
  insertMember,
  selectGroup,
  selectGroups,
  selectMembers,
  type DeviceGroup,
} from './group-store.ts';
import { selectDevice } from './store.ts';

export interface GroupRoutesDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly directory: DeviceDirectory;
}

const GroupId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });
const GroupItem = Type.Object({
  id: GroupId,
  name: Type.String(),
  created_at: Timestamp,
  devices: Count,
});
const MemberItem = Type.Object({
  id: HexId,
  hostname: NullableString,
  site_id: Type.String(),
});
const groupParams = Type.Object({ id: GroupId });
const memberParams = Type.Object({ id: GroupId, device: HexId });
const tags = ['device groups'];
const listSchema = {
  tags,
  summary: 'Groups of devices, which grants can be limited to',
  querystring: Type.Object(PageQuery),
  response: { 200: Type.Object({ items: Type.Array(GroupItem), next_cursor: NullableString }) },
};
const createSchema = {
  tags,
  summary: 'Makes a group of devices, with nobody in it',
  body: Type.Object(
    { id: GroupId, name: Type.String({ minLength: 1, maxLength: 100 }) },
    { additionalProperties: false },
  ),
  response: { 201: GroupItem },
};
const deleteSchema = {
  tags,
  summary: 'Dissolves a group; grants that name it reach nothing by it any more',
  params: groupParams,
  response: { 204: Type.Null() },
};
const membersSchema = {
  tags,
  summary: 'Devices of a group',
  params: groupParams,
  querystring: Type.Object(PageQuery),
  response: { 200: Type.Object({ items: Type.Array(MemberItem), next_cursor: NullableString }) },
};
const joinSchema = {
  tags,
  summary: 'Puts a device into a group',
  params: memberParams,
  response: { 204: Type.Null() },
};
const leaveSchema = { ...joinSchema, summary: 'Takes a device out of a group' };

const groupItem = (group: DeviceGroup): Static<typeof GroupItem> => ({
  id: group.id,
  name: group.name,
  created_at: iso(group.createdAt),
  devices: group.devices,
});

interface Membership {
  readonly group: string;
  readonly device: string;
  readonly actor: string;
}

/** Changes who is in a group. @throws NotFoundError for an unknown group or device */
async function changeMember(
  { db }: GroupRoutesDeps,
  { group, device, actor }: Membership,
  action: 'join' | 'leave',
): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await selectGroup(tx, group))) throw new NotFoundError('device group', group);
    const found = await selectDevice(tx, device);
    if (!found) throw new NotFoundError('device', device);
    const change = action === 'join' ? insertMember : deleteMember;
    if (!(await change(tx, group, found.no))) return;
    const detail = { device, site: found.siteId };
    await audit(tx, { actor, action: `device_group.${action}`, subject: group, detail });
  });
}

async function makeGroup(tx: Tx, id: string, name: string, now: Date): Promise<DeviceGroup> {
  if (await insertGroup(tx, { id, name, createdAt: now })) {
    return { id, name, createdAt: now, devices: 0 };
  }
  throw new ConflictError(`There is a device group "${id}"; take another id.`);
}

/**
 * Groups of devices. They cross sites and decide what others may see, so that all of it asks for a
 * grant without limits.
 */
export const groupRoutes: FastifyPluginAsyncTypebox<GroupRoutesDeps> = async (app, deps) => {
  const readable = { permission: 'device_group.read', scope: 'fleet' } as const;
  const writable = { permission: 'device_group.write', scope: 'fleet' } as const;
  const { db } = deps;

  app.get('/api/device-groups/', { schema: listSchema, config: readable }, async (request) => {
    const { limit = pageLimits.default, cursor } = request.query;
    const after = decodeCursor(cursor, ['string'])?.[0] ?? '';
    const page = pageOf(await selectGroups(db, after, limit + 1), limit, (group) => [group.id]);
    return { items: page.rows.map(groupItem), next_cursor: page.nextCursor };
  });
  app.post(
    '/api/device-groups/',
    { schema: createSchema, config: writable },
    async ({ body: { id, name }, actor }, reply) => {
      const group = await db.transaction(async (tx) => {
        const made = await makeGroup(tx, id, name, deps.now());
        const fact = { actor: actor.id, action: 'device_group.create', subject: id };
        await audit(tx, { ...fact, detail: { name } });
        return made;
      });
      return reply.code(201).send(groupItem(group));
    },
  );
  app.delete(
    '/api/device-groups/:id/',
    { schema: deleteSchema, config: writable },
    async ({ params: { id }, actor }, reply) => {
      await db.transaction(async (tx) => {
        if (!(await deleteGroup(tx, id))) throw new NotFoundError('device group', id);
        await audit(tx, { actor: actor.id, action: 'device_group.delete', subject: id });
      });
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/api/device-groups/:id/devices/',
    { schema: membersSchema, config: readable },
    async ({ params: { id }, query: { limit = pageLimits.default, cursor } }) => {
      if (!(await selectGroup(db, id))) throw new NotFoundError('device group', id);
      const after = decodeCursor(cursor, ['number'])?.[0] ?? 0;
      const page = pageOf(await selectMembers(db, id, after, limit + 1), limit, ({ no }) => [no]);
      const names = await deps.directory.entries(page.rows.map(({ no }) => no));
      const items = page.rows.map((member) => ({
        id: member.id,
        hostname: names.get(member.no)?.hostname ?? null,
        site_id: member.siteId,
      }));
      return { items, next_cursor: page.nextCursor };
    },
  );
  const path = '/api/device-groups/:id/devices/:device/';
  app.put(path, { schema: joinSchema, config: writable }, async ({ params, actor }, reply) => {
    const { id: group, device } = params;
    await changeMember(deps, { group, device, actor: actor.id }, 'join');
    return reply.code(204).send(null);
  });
  app.delete(path, { schema: leaveSchema, config: writable }, async ({ params, actor }, reply) => {
    const { id: group, device } = params;
    await changeMember(deps, { group, device, actor: actor.id }, 'leave');
    return reply.code(204).send(null);
  });
};
