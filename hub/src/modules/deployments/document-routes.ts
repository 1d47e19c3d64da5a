import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  decodeSlice,
  leaseDefaults,
  readSliceFile,
  writeDesiredBundle,
} from '@eucora/protocol/desired';
import { decodeCursor, inPath, pageLimits, pageOf } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { showsSite } from '../../platform/scope.ts';
import { findSite, listSites } from '../sites/index.ts';
import { importApproval, type ApprovalDeps } from './approval.ts';
import { diffSlices } from './diff.ts';
import {
  againstQuery,
  ApprovalBody,
  documentDetail,
  DocumentDetail,
  documentItem,
  DocumentPage,
  documentParams,
  leaseItem,
  ManifestFile,
  pageQuery,
  SiteDocumentPage,
  siteParams,
} from './document-schemas.ts';
import {
  newestDesired,
  newestOfSites,
  selectBefore,
  selectDocuments,
  selectGeneration,
  sliceFileOf,
  type DocumentRow,
} from './documents-store.ts';

const tags = ['deployments'];
const sitesSchema = {
  tags,
  summary: 'The newest document of each site, its lease, and whether it waits for an approver',
  querystring: pageQuery,
  response: { 200: SiteDocumentPage },
};
const historySchema = {
  tags,
  summary: 'Documents of a site, newest first',
  params: siteParams,
  querystring: pageQuery,
  response: { 200: DocumentPage },
};
const detailSchema = {
  tags,
  summary: 'A document of a site, and what it orders otherwise than another one',
  params: documentParams,
  querystring: againstQuery,
  response: { 200: DocumentDetail },
};
const manifestSchema = {
  tags,
  summary: 'The newest document’s manifest, for an approver to sign',
  params: siteParams,
  response: { 200: ManifestFile },
};
const approvalSchema = {
  tags,
  summary: 'Takes back the manifest with an approver’s signature; not by who made its orders',
  params: siteParams,
  body: ApprovalBody,
  response: { 204: Type.Null() },
};
const bundleSchema = {
  tags,
  summary: 'The newest document as a whole, as a stick carries it to the relay',
  params: siteParams,
  produces: ['application/octet-stream'],
  response: {
    200: {
      content: {
        'application/octet-stream': {
          schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }),
        },
      },
    },
  },
};

const base = '/api/deployments/documents/';
const reading = { permission: 'deployment.read', scope: inPath('site', 'site') };

/** Signed documents of what sites should run: history, differences, and approvers' signatures. */
export const documentRoutes: FastifyPluginAsyncTypebox<ApprovalDeps> = async (app, deps) => {
  const { db, now } = deps;
  const readingList = { permission: 'deployment.read', scope: 'filtered' } as const;
  app.get(base, { schema: sitesSchema, config: readingList }, async ({ query, visible }) => {
    const { limit = pageLimits.default, cursor } = query;
    const after = decodeCursor(cursor, ['string'])?.[0] ?? '';
    const seen = (await listSites(db)).filter(({ id }) => id > after && showsSite(visible, id));
    const page = pageOf(seen.slice(0, limit + 1), limit, ({ id }) => [id]);
    const newest = await newestOfSites(
      db,
      page.rows.map(({ id }) => id),
    );
    const items = page.rows.map(({ id, name, siteClass }) => {
      const row = newest.get(id);
      if (!row) return { site_id: id, name, document: null };
      const lease = leaseItem(row, leaseDefaults[siteClass], now());
      return { site_id: id, name, document: { ...documentItem(row), lease } };
    });
    return { items, next_cursor: page.nextCursor, director: await directorState(deps) };
  });
  app.get(
    `${base}:site/`,
    { schema: historySchema, config: reading },
    async ({ params, query }) => {
      const { limit = pageLimits.default, cursor } = query;
      const after = decodeCursor(cursor, ['number', 'number']);
      const rows = await selectDocuments(db, params.site, after, limit + 1);
      const page = pageOf(rows, limit, ({ epoch, generation }) => [epoch, generation]);
      return { items: page.rows.map(documentItem), next_cursor: page.nextCursor };
    },
  );
  app.get(
    `${base}:site/:generation/`,
    { schema: detailSchema, config: reading },
    async ({ params, query }) => {
      const { site, generation } = params;
      const row = await selectGeneration(db, site, generation);
      if (!row) throw new NotFoundError('document of the site', String(generation));
      const { against } = query;
      const other =
        against === undefined
          ? await selectBefore(db, row)
          : await selectGeneration(db, site, against);
      if (!other && against !== undefined) {
        throw new NotFoundError('document of the site', String(against));
      }
      const changes = diffSlices(await slicesOf(db, other), await slicesOf(db, row));
      const { siteClass = 'online' } = (await findSite(db, site)) ?? {};
      const lease = leaseItem(row, leaseDefaults[siteClass], now());
      return documentDetail(row, lease, { against: other?.generation ?? null, changes });
    },
  );
  await app.register(carriedRoutes, deps);
};

/** What people carry: to an approver's laptop and back, and to a site without a wire. */
const carriedRoutes: FastifyPluginAsyncTypebox<ApprovalDeps> = async (app, deps) => {
  const { db } = deps;
  const newestOf = async (site: string): Promise<DocumentRow> => {
    const row = await newestDesired(db, site);
    if (row) return row;
    throw new NotFoundError('document of the site', site);
  };
  app.get(
    `${base}:site/manifest/`,
    { schema: manifestSchema, config: reading },
    async ({ params }) => {
      const { siteId, generation, hash, manifest } = await newestOf(params.site);
      return {
        site_id: siteId,
        generation,
        hash: hash.toString('hex'),
        file_name: `${siteId}-${generation}.manifest`,
        manifest: manifest.toString('base64'),
      };
    },
  );
  app.get(
    `${base}:site/bundle/`,
    { schema: bundleSchema, config: reading },
    async ({ params }, reply) => {
      const { siteId, generation, manifest, root } = await newestOf(params.site);
      const slices = (await sliceFileOf(db, siteId, root)) ?? new Uint8Array(0);
      const name = `${siteId}-${generation}.desired`;
      return reply
        .header('content-type', 'application/octet-stream')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(Readable.from([Buffer.from(writeDesiredBundle({ manifest, slices }))]));
    },
  );
  const approving = { permission: 'approval.approve', scope: inPath('site', 'site') };
  app.post(
    `${base}:site/approval/`,
    { schema: approvalSchema, config: approving },
    async ({ params, body, actor }, reply) => {
      const bytes = Buffer.from(body.manifest, 'base64');
      await importApproval(deps, params.site, bytes, actor);
      return reply.code(204).send(null);
    },
  );
};

async function slicesOf(db: Queryable, row: DocumentRow | undefined) {
  if (!row) return [];
  const file = await sliceFileOf(db, row.siteId, row.root);
  return file === undefined ? [] : readSliceFile(file).map(decodeSlice);
}

/** Can orders be signed? If not, what is missing. */
async function directorState({ trust }: Pick<ApprovalDeps, 'trust'>) {
  try {
    await trust.director();
    return { ready: true, detail: '' };
  } catch (error) {
    if (error instanceof ConflictError) return { ready: false, detail: error.message };
    throw error;
  }
}
