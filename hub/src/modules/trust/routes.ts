import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { toHex } from '@eucora/protocol';
import { Type } from 'typebox';
import type { Queryable } from '../../platform/db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { holds } from '../identity/index.ts';
import { firstRoot, type TrustDesk } from './desk.ts';
import { keyFileText, trustKeyNames, type HeldKey, type TrustKeys } from './keys.ts';
import { overviewOf } from './overview.ts';
import {
  importAnswer,
  ImportAnswer,
  importLimits,
  ImportRequest,
  overviewAnswer,
  Overview,
} from './schemas.ts';
import { stickFiles, tarOf } from './stick.ts';
import { selectStoredAt } from './store.ts';

export interface TrustRoutesDeps {
  readonly db: Queryable;
  readonly now: () => Date;
  readonly trust: TrustDesk;
  readonly trustKeys: Pick<TrustKeys, 'held'>;
}

const tags = ['trust'];
const json = 'application/json';
const raw = (type: string) => ({
  200: { content: { [type]: { schema: Type.Unsafe<Uint8Array>({ type: 'string' }) } } },
});
const overviewSchema = {
  tags,
  summary: 'Who may sign what, until when, and what is missing',
  response: { 200: Overview },
};
const importSchema = {
  tags,
  summary: 'Takes in metadata that were signed on laptops, several files in one go',
  body: ImportRequest,
  response: { 200: ImportAnswer },
};
const fileSchema = {
  tags,
  summary: 'A metadata file of The Update Framework, byte for byte as it was signed',
  params: Type.Object({ name: Type.String({ minLength: 1, maxLength: 255 }) }),
  produces: [json],
  response: raw(json),
};
const keySchema = {
  tags,
  summary: 'A public key of the hub, as eucora-trust add-key takes it',
  params: Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }) }),
  produces: [json],
  response: raw(json),
};
const stickSchema = {
  tags,
  summary: 'What brings a ceremony’s stick up to date, as a tar archive to unpack on it',
  produces: ['application/x-tar'],
  response: raw('application/x-tar'),
};

const reading = { permission: 'package.read', scope: 'own' } as const;

/** All of the hub's keys in the chain of trust, the newest of each first. */
export async function allHeld(keys: Pick<TrustKeys, 'held'>): Promise<readonly HeldKey[]> {
  const held: HeldKey[] = [];
  for (const name of trustKeyNames) held.push(...(await keys.held(name)));
  return held;
}

/**
 * Trust in artifacts. Metadata say by themselves whether they are genuine, so who brings them need
 * not be believed; what they name is the catalogue, which is for who may read packages.
 */
export const trustRoutes: FastifyPluginAsyncTypebox<TrustRoutesDeps> = async (app, deps) => {
  const { db, trust, trustKeys, now } = deps;
  app.get('/api/trust/', { schema: overviewSchema, config: reading }, async () => {
    const [{ repository }, held] = [await trust.served(), await allHeld(trustKeys)];
    const storedAt = await selectStoredAt(db);
    const overview = overviewOf({ repository, held, storedAt, nowMs: now().getTime() });
    const first = await firstRoot(db);
    return overviewAnswer(overview, held, first ? toHex(first) : null);
  });
  app.post(
    '/api/trust/metadata/',
    {
      schema: importSchema,
      bodyLimit: importLimits.bodyBytes,
      config: { permission: 'package.publish', scope: 'fleet' },
    },
    async ({ body, actor }) => {
      const files = body.files.map(({ name, text }) => ({ name, bytes: Buffer.from(text) }));
      const importer = { id: actor.id, mayFound: holds(actor, 'trust.found') };
      return importAnswer(await trust.import(files, importer));
    },
  );
  app.get(
    '/api/trust/metadata/:name',
    { schema: fileSchema, config: reading },
    async ({ params }, reply) => {
      const bytes = await trust.file(params.name);
      if (!bytes) throw new NotFoundError('metadata file', params.name);
      return reply.type(json).send(bytes);
    },
  );
  app.get(
    '/api/trust/keys/:name',
    { schema: keySchema, config: reading },
    async ({ params }, reply) => {
      const name = trustKeyNames.find((known) => params.name === `${known}.pub`);
      const [newest] = name ? await trustKeys.held(name) : [];
      if (!newest) throw new NotFoundError('public key of the hub', params.name);
      return reply.type(json).send(Buffer.from(keyFileText(newest)));
    },
  );
  app.get('/api/trust/stick/', { schema: stickSchema, config: reading }, async (_, reply) => {
    const [{ repository }, held] = [await trust.served(), await allHeld(trustKeys)];
    return reply
      .type('application/x-tar')
      .header('content-disposition', 'attachment; filename="eucora-trust-stick.tar"')
      .send(tarOf(stickFiles(repository, held), now()));
  });
};
