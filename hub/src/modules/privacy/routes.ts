import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Words } from '../../platform/api.ts';
import { inventory } from './inventory.ts';
import { classWords, dataClasses, legalBases, stores } from './reasons.ts';

const InventoryItem = Type.Object({
  store: Words(stores),
  place: Type.String(),
  fields: Type.Array(Type.String()),
  class: Words(dataClasses),
  purpose: Type.String(),
  basis: Words(legalBases),
  retention: Type.String(),
});
const inventorySchema = {
  tags: ['privacy'],
  summary: 'What data is stored where, of which class, for what, and for how long',
  querystring: Type.Object({ class: Type.Optional(Words(dataClasses)) }),
  response: {
    200: Type.Object({
      classes: Type.Array(Type.Object({ class: Words(dataClasses), title: Type.String() })),
      items: Type.Array(InventoryItem),
    }),
  },
};

/** The data inventory. It is the same for everybody and names nobody. */
export const privacyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const config = { permission: 'privacy.read', scope: 'own' } as const;
  app.get('/api/privacy/inventory/', { schema: inventorySchema, config }, async ({ query }) => ({
    classes: dataClasses.map((each) => ({ class: each, title: classWords[each] })),
    items: inventory
      .filter((item) => query.class === undefined || item.class === query.class)
      .map((item) => ({ ...item, fields: [...item.fields] })),
  }));
};
