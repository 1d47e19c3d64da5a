import type { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { containsPattern, decodeCursor, pageLimits, pageOf } from '../../platform/api.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { ObjectStore } from '../../platform/objects/store.ts';
import { faultOfObject } from '../objects/index.ts';
import { isOf } from '../trust/index.ts';
import { sendBytes } from './content.ts';
import {
  idParams,
  versionDetail,
  VersionDetail,
  versionItem,
  VersionPage,
  versionQuery,
} from './schemas.ts';
import { selectScans } from './scans/store.ts';
import { describeVersion, moveVersion, type PackagesDeps } from './service.ts';
import { selectDeeds, selectVersion, selectVersions } from './store.ts';
import { publisherWord, rolesByBytes } from './vouching.ts';

export interface PackageRoutesDeps extends PackagesDeps {
  readonly objects: ObjectStore;
}

const tags = ['packages'];
const Line = Type.String({ minLength: 1, maxLength: 255 });
const listSchema = {
  tags,
  summary: 'Versions of packages, newest first',
  querystring: versionQuery,
  response: { 200: VersionPage },
};
const getSchema = {
  tags,
  summary: 'A version of a package: what it says of itself, its state and who did what',
  params: idParams,
  response: { 200: VersionDetail },
};
const octets = {
  content: {
    'application/octet-stream': {
      schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }),
    },
  },
};
const contentSchema = {
  tags,
  summary: 'The bytes of a version, or one range of them',
  params: idParams,
  produces: ['application/octet-stream'],
  response: { 200: octets, 206: octets },
};
/** Of TUF, not of our contract: the bytes of a target by path, SHA-256 before the name (TUF 5.7.3). */
const targetSchema = {
  hide: true,
  params: Type.Object({ '*': Type.String({ maxLength: 1_024 }) }),
  produces: ['application/octet-stream'],
  response: { 200: octets, 206: octets },
};
const describeSchema = {
  tags,
  summary: 'Says what bytes are that do not say so themselves',
  params: idParams,
  body: Type.Object(
    { name: Line, version: Line, architecture: Type.Optional(Line) },
    { additionalProperties: false },
  ),
  response: { 200: VersionDetail },
};
const moveSchema = (summary: string) => ({
  tags,
  summary,
  params: idParams,
  response: { 200: VersionDetail },
});

const reading = { permission: 'package.read', scope: 'own' } as const;
const path = '/api/package-versions/:id/';

/**
 * Versions of packages. The catalogue is one for all sites: whoever may read packages reads all of
 * it, and whoever changes it changes it for all.
 */
export const packageRoutes: FastifyPluginAsyncTypebox<PackageRoutesDeps> = async (app, deps) => {
  const { db, vouchers } = deps;
  const fleet = (permission: string) => ({ permission, scope: 'fleet' }) as const;
  const detailOf = async (id: string) => {
    const version = await selectVersion(db, id);
    if (!version) throw new NotFoundError('package version', id);
    const [deeds, scans, fault, publisher] = await Promise.all([
      selectDeeds(db, id),
      selectScans(db, id),
      faultOfObject(db, version.sha256),
      publisherWord(vouchers, version),
    ]);
    return versionDetail(version, { deeds, scans, fault, publisher });
  };

  app.get('/api/package-versions/', { schema: listSchema, config: reading }, async ({ query }) => {
    const { limit = pageLimits.default, cursor, search, state, format } = query;
    const after = decodeCursor(cursor, ['number', 'string']);
    const pattern = search === undefined || search === '' ? undefined : containsPattern(search);
    const rows = await selectVersions(db, { search: pattern, state, format }, after, limit + 1);
    const page = pageOf(rows, limit, ({ createdAt, id }) => [createdAt.getTime(), id]);
    const roles = await rolesByBytes(
      vouchers,
      page.rows.map(({ sha256 }) => sha256),
    );
    const items = page.rows.map((row) => versionItem(row, roles.get(row.sha256) ?? null));
    return { items, next_cursor: page.nextCursor };
  });
  app.get(path, { schema: getSchema, config: reading }, ({ params }) => detailOf(params.id));
  await app.register(contentRoutes, deps);
  app.put(
    `${path}description/`,
    { schema: describeSchema, config: fleet('package.create') },
    async ({ params, body, actor }) => {
      const { name, version, architecture = null } = body;
      await describeVersion(deps, params.id, { name, version, architecture }, actor);
      return detailOf(params.id);
    },
  );
  const moves = [
    ['stage', 'package.test', 'Says that a version was tested and is fit to be published'],
    [
      'publish',
      'package.publish',
      'Publishes a version that its publisher vouches for; not by who made or tested it',
    ],
    ['withdraw', 'package.publish', 'Withdraws a version: it is not deployed any more'],
  ] as const;
  for (const [move, permission, summary] of moves) {
    const options = { schema: moveSchema(summary), config: fleet(permission) };
    app.post(`${path}${move}/`, options, async ({ params, actor }) => {
      await moveVersion(deps, params.id, move, actor);
      return detailOf(params.id);
    });
  }
};

const contentRoutes: FastifyPluginAsyncTypebox<PackageRoutesDeps> = async (app, deps) => {
  const { db, objects, vouchers } = deps;
  app.get(`${path}content/`, { schema: contentSchema, config: reading }, async (request, reply) => {
    const version = await selectVersion(db, request.params.id);
    if (!version) throw new NotFoundError('package version', request.params.id);
    return sendBytes(reply, objects, version, request);
  });
  app.get(
    '/api/trust/targets/*',
    { schema: targetSchema, config: reading },
    async (request, reply) => {
      const asked = request.params['*'];
      const [, folder = '', sha256 = '', fileName = ''] =
        /^(.*\/)?([0-9a-f]{64})\.([^/]+)$/.exec(asked) ?? [];
      const target = (await vouchers.entries())
        .map((entry) => entry.target)
        .find((each) => isOf(each, sha256) && each.path === `${folder}${fileName}`);
      if (!target) throw new NotFoundError('target', asked);
      const object = { sha256, bytes: target.length, fileName };
      return sendBytes(reply, objects, object, request);
    },
  );
};
