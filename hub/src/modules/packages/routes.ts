import type { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { containsPattern, decodeCursor, pageLimits, pageOf } from '../../platform/api.ts';
import { InvalidError, NotFoundError } from '../../platform/errors.ts';
import type { ObjectStore } from '../../platform/objects/store.ts';
import { faultOfObject } from '../objects/index.ts';
import { attachment, readRange } from './content.ts';
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
const contentSchema = {
  tags,
  summary: 'The bytes of a version, or one range of them',
  params: idParams,
  produces: ['application/octet-stream'],
  response: {
    200: {
      content: {
        'application/octet-stream': {
          schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }),
        },
      },
    },
    206: {
      content: {
        'application/octet-stream': {
          schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }),
        },
      },
    },
  },
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
  const { db } = deps;
  const fleet = (permission: string) => ({ permission, scope: 'fleet' }) as const;
  const detailOf = async (id: string) => {
    const version = await selectVersion(db, id);
    if (!version) throw new NotFoundError('package version', id);
    const [deeds, scans, fault] = await Promise.all([
      selectDeeds(db, id),
      selectScans(db, id),
      faultOfObject(db, version.sha256),
    ]);
    return versionDetail(version, { deeds, scans, fault });
  };

  app.get('/api/package-versions/', { schema: listSchema, config: reading }, async ({ query }) => {
    const { limit = pageLimits.default, cursor, search, state, format } = query;
    const after = decodeCursor(cursor, ['number', 'string']);
    const pattern = search === undefined || search === '' ? undefined : containsPattern(search);
    const rows = await selectVersions(db, { search: pattern, state, format }, after, limit + 1);
    const page = pageOf(rows, limit, ({ createdAt, id }) => [createdAt.getTime(), id]);
    return { items: page.rows.map(versionItem), next_cursor: page.nextCursor };
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
    ['publish', 'package.publish', 'Publishes a version; not by who made or tested it'],
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
  const { db, objects } = deps;
  app.get(
    `${path}content/`,
    { schema: contentSchema, config: reading },
    async ({ params, headers }, reply) => {
      const version = await selectVersion(db, params.id);
      if (!version) throw new NotFoundError('package version', params.id);
      const { sha256, bytes, fileName } = version;
      const range = readRange(headers.range, bytes);
      if (range === 'unsatisfiable') {
        reply.header('content-range', `bytes */${bytes}`);
        throw new InvalidError(`It has ${bytes} bytes; begin before its end.`, { code: 'range' });
      }
      const stream = await objects.read(sha256, range);
      const { from, length } = range ?? { from: 0, length: bytes };
      reply
        .header('content-type', 'application/octet-stream')
        .header('content-disposition', attachment(fileName))
        .header('content-length', length)
        .header('accept-ranges', 'bytes')
        .header('etag', `"${sha256}"`);
      if (range === undefined) return reply.send(stream);
      reply.header('content-range', `bytes ${from}-${from + length - 1}/${bytes}`);
      return reply.code(206).send(stream);
    },
  );
};
