import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { decodeCursor, pageLimits, pageOf, PageQuery } from '../../../platform/api.ts';
import type { Queryable } from '../../../platform/db.ts';
import { HubError, InvalidError, NotFoundError } from '../../../platform/errors.ts';
import { idParams, UploadItem, uploadItem, UploadPage } from '../schemas.ts';
import type { UploadDesk } from './desk.ts';
import { metadataBytesMax, readUploadMetadata, shownFileName } from './rules.ts';
import { selectUpload, selectUploads, type UploadRow } from './store.ts';

export interface UploadRoutesDeps {
  readonly db: Queryable;
  readonly desk: UploadDesk;
}

const tusVersion = '1.0.0';
const contentType = 'application/offset+octet-stream';
const tags = ['packages'];
const nothing = Type.Null();
const bytes = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const tusHeaders = { 'tus-resumable': Type.String({ maxLength: 32 }) };

const createSchema = {
  tags,
  summary: 'Announces an upload (tus 1.0): answers where its bytes go',
  headers: Type.Object({
    ...tusHeaders,
    'upload-length': Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    'upload-metadata': Type.Optional(
      Type.String({
        maxLength: metadataBytesMax,
        description: 'filename and its value in base64; a name for people, never a path',
      }),
    ),
  }),
  response: { 201: UploadItem },
};
const headSchema = {
  tags,
  summary: 'How many bytes of an upload of one’s own are synced (tus 1.0)',
  params: idParams,
  headers: Type.Object(tusHeaders),
};
const patchSchema = {
  tags,
  summary: 'Adds bytes at the end of what is synced (tus 1.0)',
  consumes: [contentType],
  params: idParams,
  headers: Type.Object({ ...tusHeaders, 'upload-offset': bytes }),
  response: { 204: nothing },
};
const deleteSchema = {
  tags,
  summary: 'Cancels an upload that is on its way (tus 1.0)',
  params: idParams,
  response: { 204: nothing },
};
const listSchema = {
  tags,
  summary: 'Uploads, newest first: on their way, in intake, and how they ended',
  querystring: Type.Object(PageQuery),
  response: { 200: UploadPage },
};
const getSchema = {
  tags,
  summary: 'One upload, and how it ended',
  params: idParams,
  response: { 200: UploadItem },
};

/** Another version of the protocol; the answer says which is spoken. */
class TusVersionError extends InvalidError {
  constructor() {
    super(`Send tus-resumable: ${tusVersion}.`, { code: 'tus_version' });
  }
}

function checkVersion(headers: { readonly 'tus-resumable': string }): void {
  if (headers['tus-resumable'] !== tusVersion) throw new TusVersionError();
}

const isPieces = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

function tell(reply: FastifyReply, upload: UploadRow, desk: UploadDesk): void {
  reply.header('upload-offset', upload.received);
  if (upload.state !== 'receiving' || upload.received === upload.bytes) return;
  reply.header('upload-expires', desk.expiresAt(upload).toUTCString());
}

/**
 * Resumable uploads: tus 1.0 with creation, termination and expiration (decision 19). Only whose
 * an upload is adds to it; who may make packages may cancel any.
 */
export const uploadRoutes: FastifyPluginAsyncTypebox<UploadRoutesDeps> = async (app, deps) => {
  // The body is read by the desk, as it comes and no further than was announced.
  app.addContentTypeParser(contentType, (_request, payload, done) => done(null, payload));
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('tus-resumable', tusVersion);
  });
  // Who is refused may still be sending: the connection ends with the answer.
  app.addHook('onError', async (request, reply, error) => {
    if (request.method === 'PATCH' && error instanceof HubError) {
      reply.header('connection', 'close');
    }
  });

  await app.register(announceRoutes, deps);
  await app.register(bytesRoutes, deps);
  await app.register(lookRoutes, deps);
};

const making = { permission: 'package.create', scope: 'fleet' } as const;
const path = '/api/package-uploads/:id/';

const announceRoutes: FastifyPluginAsyncTypebox<UploadRoutesDeps> = async (app, { desk }) => {
  app.options(
    '/api/package-uploads/',
    { schema: { hide: true }, config: { permission: 'signed_in', scope: 'own' } },
    async (_request, reply) =>
      reply
        .code(204)
        .header('tus-version', tusVersion)
        .header('tus-extension', 'creation,termination,expiration')
        .header('tus-max-size', desk.place.bytesMax)
        .send(null),
  );
  app.post(
    '/api/package-uploads/',
    { schema: createSchema, config: making },
    async ({ headers, actor }, reply) => {
      checkVersion(headers);
      const metadata = readUploadMetadata(headers['upload-metadata'] ?? '');
      if (!metadata) {
        throw new InvalidError('upload-metadata must be names with values in base64, by commas.');
      }
      const fileName = shownFileName(metadata.get('filename'));
      const upload = await desk.begin(actor, { fileName, bytes: headers['upload-length'] });
      tell(reply, upload, desk);
      return reply
        .code(201)
        .header('location', `/api/package-uploads/${upload.id}/`)
        .send(uploadItem(upload, desk.expiresAt(upload)));
    },
  );
};

const bytesRoutes: FastifyPluginAsyncTypebox<UploadRoutesDeps> = async (app, { desk }) => {
  app.head(
    path,
    { schema: headSchema, config: { ...making, limit: 'read' } },
    async ({ headers, actor, params }, reply) => {
      checkVersion(headers);
      const upload = await desk.offset(actor, params.id);
      tell(reply, upload, desk);
      return reply
        .header('upload-length', upload.bytes)
        .header('cache-control', 'no-store')
        .send('');
    },
  );
  app.patch(
    path,
    // Many small additions are as good as few: counted as reading is.
    { schema: patchSchema, config: { ...making, limit: 'read' } },
    async ({ headers, actor, params, body }, reply) => {
      checkVersion(headers);
      if (!isPieces(body)) throw new InvalidError(`Send the bytes as ${contentType}.`);
      const told = headers['content-length'];
      const length = told === undefined ? undefined : Number(told);
      const addition = { offset: headers['upload-offset'], length, content: body };
      tell(reply, await desk.add(actor, params.id, addition), desk);
      return reply.code(204).send(null);
    },
  );
  app.delete(path, { schema: deleteSchema, config: making }, async ({ actor, params }, reply) => {
    await desk.cancel(actor, params.id);
    return reply.code(204).send(null);
  });
};

const lookRoutes: FastifyPluginAsyncTypebox<UploadRoutesDeps> = async (app, { db, desk }) => {
  const reading = { permission: 'package.read', scope: 'own' } as const;
  const item = (upload: UploadRow) => uploadItem(upload, desk.expiresAt(upload));
  app.get('/api/package-uploads/', { schema: listSchema, config: reading }, async ({ query }) => {
    const { limit = pageLimits.default, cursor } = query;
    const after = decodeCursor(cursor, ['number', 'string']);
    const rows = await selectUploads(db, after, limit + 1);
    const page = pageOf(rows, limit, ({ createdAt, id }) => [createdAt.getTime(), id]);
    return { items: page.rows.map(item), next_cursor: page.nextCursor };
  });
  app.get(path, { schema: getSchema, config: reading }, async ({ params }) => {
    const upload = await selectUpload(db, params.id);
    if (!upload) throw new NotFoundError('upload', params.id);
    return item(upload);
  });
};
