import { collectionItems } from '@eucora/protocol';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { decodeCursor, inPath, iso, pageLimits, pageOf } from '../../../platform/api.ts';
import { NotFoundError } from '../../../platform/errors.ts';
import { findSite } from '../../sites/index.ts';
import { collectionWords, needsConsent } from './items.ts';
import { schemas } from './schemas.ts';
import { recordConsent, setCollection, withdrawConsent, type CollectionDeps } from './service.ts';
import { enforcementOf, stateOf, type ItemState } from './state.ts';
import { countWords, selectSaid, selectSitePage, selectTold } from './store.ts';

const wordsOf = new Map(collectionWords.map((words) => [words.item, words]));

function itemAnswer(state: ItemState) {
  const { item, choice, wanted, source, offBecause, consent } = state;
  const { title, collects, whenOff, whenMinimised, ...why } = wordsOf.get(item)!;
  return {
    ...why,
    item,
    title,
    collects,
    when_off: whenOff,
    when_minimised: whenMinimised,
    needs_consent: needsConsent(item),
    choices: [...collectionItems[item]],
    choice,
    wanted,
    source,
    off_because: offBecause,
    consent: consent
      ? {
          ground: consent.ground,
          recorded_by: consent.recordedBy,
          recorded_at: iso(consent.recordedAt),
          of_all_sites: consent.siteId === null,
        }
      : null,
  };
}

async function siteAnswer({ db }: CollectionDeps, siteId: string) {
  if (!(await findSite(db, siteId))) throw new NotFoundError('site', siteId);
  const state = stateOf(await selectSaid(db, [siteId]), siteId);
  const enforced = enforcementOf(state, await countWords(db, [siteId]));
  const [told] = await selectTold(db, [siteId]);
  return {
    site_id: siteId,
    document: told
      ? {
          ledger_epoch: told.epoch,
          generation: told.generation,
          issued_at: iso(told.issuedAt),
        }
      : null,
    devices: enforced.devices,
    devices_enforcing: enforced.whole,
    items: state.map((each) => ({
      ...itemAnswer(each),
      devices_enforcing: enforced.of[each.item],
    })),
  };
}

async function summaries(
  { db }: CollectionDeps,
  sites: readonly { readonly id: string; readonly name: string }[],
) {
  const ids = sites.map(({ id }) => id);
  const said = await selectSaid(db, ids);
  const counts = await countWords(db, ids);
  const told = new Map((await selectTold(db, ids)).map((each) => [each.siteId, each.issuedAt]));
  return sites.map(({ id, name }) => {
    const state = stateOf(said, id);
    const { devices, whole } = enforcementOf(
      state,
      counts.filter(({ siteId }) => siteId === id),
    );
    const count = (is: (each: ItemState) => boolean): number => state.filter(is).length;
    return {
      site_id: id,
      name,
      off: count(({ choice }) => choice === 'off'),
      minimised: count(({ choice }) => choice === 'minimised'),
      own: count(({ source }) => source === 'site'),
      consents_missing: count(({ offBecause }) => offBecause === 'no_consent'),
      told_at: iso(told.get(id) ?? null),
      devices,
      devices_enforcing: whole,
    };
  });
}

const base = '/api/privacy/collection';

/** What is collected, at each site and for all of them: shown, set, and agreed to. */
export const collectionRoutes: FastifyPluginAsyncTypebox<CollectionDeps> = async (app, deps) => {
  const { db } = deps;
  const reading = { permission: 'privacy.read', scope: inPath('site', 'site') };
  const readingList = { permission: 'privacy.read', scope: 'filtered' } as const;
  const readingAll = { permission: 'privacy.read', scope: 'fleet' } as const;

  app.get(`${base}/sites/`, { schema: schemas.sites, config: readingList }, async (request) => {
    const { limit = pageLimits.default, cursor } = request.query;
    const after = decodeCursor(cursor, ['string'])?.[0] ?? '';
    const rows = await selectSitePage(db, request.visible, after, limit + 1);
    const page = pageOf(rows, limit, ({ id }) => [id]);
    return { items: await summaries(deps, page.rows), next_cursor: page.nextCursor };
  });
  app.get(`${base}/sites/:site/`, { schema: schemas.site, config: reading }, ({ params }) =>
    siteAnswer(deps, params.site),
  );
  app.get(`${base}/defaults/`, { schema: schemas.defaults, config: readingAll }, async () => ({
    items: stateOf(await selectSaid(db, []), null).map(itemAnswer),
  }));
  await app.register(writingRoutes, deps);
};

const writingRoutes: FastifyPluginAsyncTypebox<CollectionDeps> = async (app, deps) => {
  const writing = { permission: 'privacy.write', scope: inPath('site', 'site') };
  const writingAll = { permission: 'privacy.write', scope: 'fleet' } as const;
  const ofSite = `${base}/sites/:site/:item/`;
  const ofAll = `${base}/defaults/:item/`;

  app.put(ofSite, { schema: schemas.set, config: writing }, async (request, reply) => {
    const { site: siteId, item } = request.params;
    await setCollection(deps, { siteId, item }, request.body.choice, request.actor.id);
    return reply.code(204).send(null);
  });
  app.delete(ofSite, { schema: schemas.reset, config: writing }, async (request, reply) => {
    const { site: siteId, item } = request.params;
    await setCollection(deps, { siteId, item }, null, request.actor.id);
    return reply.code(204).send(null);
  });
  app.post(
    `${ofSite}consent/`,
    { schema: schemas.consent, config: writing },
    async (request, reply) => {
      const { site: siteId, item } = request.params;
      await recordConsent(deps, { siteId, item }, request.body.ground, request.actor.id);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    `${ofSite}consent/`,
    { schema: schemas.withdraw, config: writing },
    async (request, reply) => {
      const { site: siteId, item } = request.params;
      await withdrawConsent(deps, { siteId, item }, request.actor.id);
      return reply.code(204).send(null);
    },
  );
  app.put(ofAll, { schema: schemas.setDefault, config: writingAll }, async (request, reply) => {
    const place = { siteId: null, item: request.params.item };
    await setCollection(deps, place, request.body.choice, request.actor.id);
    return reply.code(204).send(null);
  });
  app.post(
    `${ofAll}consent/`,
    { schema: schemas.consentDefault, config: writingAll },
    async (request, reply) => {
      const place = { siteId: null, item: request.params.item };
      await recordConsent(deps, place, request.body.ground, request.actor.id);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    `${ofAll}consent/`,
    { schema: schemas.withdrawDefault, config: writingAll },
    async (request, reply) => {
      const place = { siteId: null, item: request.params.item };
      await withdrawConsent(deps, place, request.actor.id);
      return reply.code(204).send(null);
    },
  );
};
