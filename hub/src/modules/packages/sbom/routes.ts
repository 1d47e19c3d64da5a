import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Words } from '../../../platform/api.ts';
import type { Queryable } from '../../../platform/db.ts';
import { ConflictError, NotFoundError } from '../../../platform/errors.ts';
import { attachment } from '../content.ts';
import { idParams } from '../schemas.ts';
import { selectVersion } from '../store.ts';
import { cycloneDxDocument } from './cyclonedx.ts';
import type { Described } from './described.ts';
import { spdxDocument } from './spdx.ts';

const json = 'application/json';
const formats = {
  spdx: {
    suffix: 'spdx.json',
    text: (described: Described) => `${JSON.stringify(spdxDocument(described), null, 2)}\n`,
  },
  cyclonedx: { suffix: 'cdx.json', text: cycloneDxDocument },
} as const;

const schema = {
  tags: ['packages'],
  summary: 'The bill of materials of a version, as SPDX 2.3 or CycloneDX 1.6',
  params: idParams,
  querystring: Type.Object({ format: Type.Optional(Words(['spdx', 'cyclonedx'])) }),
  produces: [json],
  response: { 200: { content: { [json]: { schema: Type.Unsafe<string>({ type: 'object' }) } } } },
};

/** Bills of materials, made when they are asked for: the same bytes for the same version. */
export const sbomRoutes: FastifyPluginAsyncTypebox<{ readonly db: Queryable }> = async (
  app,
  { db },
) => {
  app.get(
    '/api/package-versions/:id/sbom/',
    { schema, config: { permission: 'sbom.read', scope: 'own' } },
    async ({ params, query: { format = 'spdx' } }, reply) => {
      const row = await selectVersion(db, params.id);
      if (!row) throw new NotFoundError('package version', params.id);
      const { name, version } = row;
      if (name === null || version === null) {
        throw new ConflictError('Say what the bytes are first: they have no name.', 'wrong_state');
      }
      const { suffix, text } = formats[format];
      return reply
        .type(json)
        .header('content-disposition', attachment(`${name}-${version}.${suffix}`))
        .serializer((value: unknown) => String(value))
        .send(text({ ...row, name, version }));
    },
  );
};
