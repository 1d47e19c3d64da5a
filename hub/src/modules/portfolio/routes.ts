import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  Count,
  decodeCursor,
  Horizon,
  NullableString,
  Page,
  pageOf,
  PageQuery,
  Search,
  type HorizonOf,
  pageLimits,
} from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import {
  selectApplication,
  selectApplications,
  selectVersions,
  type ApplicationRow,
  type VersionRow,
} from './store.ts';

export interface PortfolioRoutesDeps {
  readonly db: Queryable;
  readonly horizonOf: HorizonOf;
}

const versionsPerItem = 5;
const versionsMax = 5_000;

const Version = Type.Object({
  version: Type.String(),
  installs: Count,
  installs_simulated: Count,
});
const Application = Type.Object({
  id: Type.String({ description: 'package URL (purl) without a version' }),
  name: Type.String(),
  source: Type.String(),
  publisher: NullableString,
  installs: Type.Integer({
    minimum: 0,
    description: 'real devices that have it',
  }),
  installs_simulated: Count,
  versions: Type.Array(Version),
  version_count: Count,
});
const list = {
  tags: ['applications'],
  summary: 'Installed applications, the most installed first, with their five foremost versions',
  querystring: Type.Object({ ...PageQuery, search: Search }),
  response: { 200: Page(Application) },
};
const detail = {
  tags: ['applications'],
  summary: 'One application with all installed versions; the id is URL-encoded',
  params: Type.Object({ id: Type.String({ maxLength: 1024 }) }),
  response: { 200: Type.Object({ ...Application.properties, ...Horizon.properties }) },
};

const total = (row: { installs: number; installsSimulated: number }): number =>
  row.installs + row.installsSimulated;

function applicationItem(row: ApplicationRow, versions: readonly VersionRow[]) {
  return {
    id: row.id,
    name: row.name,
    source: row.source,
    publisher: row.publisher,
    installs: row.installs,
    installs_simulated: row.installsSimulated,
    versions: versions.map((version) => ({
      version: version.version,
      installs: version.installs,
      installs_simulated: version.installsSimulated,
    })),
    version_count: versions[0]?.versionCount ?? 0,
  };
}

export const portfolioRoutes: FastifyPluginAsyncTypebox<PortfolioRoutesDeps> = async (
  app,
  deps,
) => {
  // What is installed is counted among the devices that may be seen.
  const config = { permission: 'application.read', scope: 'filtered' } as const;

  app.get('/api/applications/', { schema: list, config }, async (request) => {
    const { limit = pageLimits.default, cursor, search = '' } = request.query;
    const after = decodeCursor(cursor, ['number', 'number']);
    const { visible } = request;
    const rows = await selectApplications(deps.db, visible, search.trim(), after, limit + 1);
    const page = pageOf(rows, limit, (row) => [total(row), row.no]);
    const nos = page.rows.map((row) => row.no);
    const versions = await selectVersions(deps.db, visible, nos, versionsPerItem);
    const versionsOf = Map.groupBy(versions, (version) => version.applicationNo);
    return {
      items: page.rows.map((row) => applicationItem(row, versionsOf.get(row.no) ?? [])),
      next_cursor: page.nextCursor,
      ...(await deps.horizonOf(visible)),
    };
  });

  app.get('/api/applications/:id/', { schema: detail, config }, async (request) => {
    const { visible } = request;
    const row = await selectApplication(deps.db, visible, request.params.id);
    if (!row) throw new NotFoundError('application', request.params.id);
    const versions = await selectVersions(deps.db, visible, [row.no], versionsMax);
    return { ...applicationItem(row, versions), ...(await deps.horizonOf(visible)) };
  });
};
