import type { Actor } from '../../platform/api.ts';
import { ForbiddenError, NotFoundError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import { holds } from '../identity/index.ts';
import { lockSite, updateAttributes, type Site, type SiteAttributes } from './store.ts';
import type { SitesDeps } from './service.ts';

/**
 * Says which business unit and environment a site belongs to. Grants reach it by these from then on,
 * so that nobody may move a site to where they hold nothing.
 * @throws NotFoundError for an unknown site, ForbiddenError for a place out of the actor's scope
 */
export async function describeSite(
  { db }: SitesDeps,
  id: string,
  change: SiteAttributes,
  actor: Actor,
): Promise<Site> {
  return db.transaction(async (tx) => {
    const before = await lockSite(tx, id);
    const site = await updateAttributes(tx, id, change);
    if (!before || !site) throw new NotFoundError('site', id);
    const { businessUnit, environment } = site;
    if (!holds(actor, 'site.write', { site: id, businessUnit, environment })) {
      throw new ForbiddenError('That would move the site out of your own reach.', 'out_of_scope');
    }
    const detail = {
      before: { business_unit: before.businessUnit, environment: before.environment },
      after: { business_unit: businessUnit, environment },
    };
    await audit(tx, { actor: actor.id, action: 'site.describe', subject: id, detail });
    return site;
  });
}
