import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inPath, NullableString } from '../../platform/api.ts';
import { describeSite } from './attributes.ts';
import type { SitesDeps } from './service.ts';

/** What of a site grants can be limited by. */
export const siteAttributes = { business_unit: NullableString, environment: Type.String() };
const attribute = { minLength: 1, maxLength: 128 };
const describe = {
  tags: ['sites'],
  summary: 'Says which business unit and environment a site belongs to; grants reach it by these',
  params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
  body: Type.Object(
    {
      business_unit: Type.Optional(
        Type.Unsafe<string | null>({ type: ['string', 'null'], ...attribute }),
      ),
      environment: Type.Optional(Type.String(attribute)),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  response: { 200: Type.Object({ id: Type.String(), ...siteAttributes }) },
};

/** Where a site belongs in the organisation. */
export const siteAttributeRoutes: FastifyPluginAsyncTypebox<SitesDeps> = async (app, deps) => {
  const described = { permission: 'site.write', scope: inPath('site') };
  app.patch('/api/sites/:id/', { schema: describe, config: described }, async (request) => {
    const { business_unit: businessUnit, environment } = request.body;
    const change = { businessUnit, environment };
    const site = await describeSite(deps, request.params.id, change, request.actor);
    return { id: site.id, business_unit: site.businessUnit, environment: site.environment };
  });
};
