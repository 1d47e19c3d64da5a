import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import {
  containsPattern,
  decodeCursor,
  iso,
  pageLimits,
  pageOf,
  type HorizonOf,
} from '../../platform/api.ts';
import type { BoxKeys } from '../../platform/box-keys.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import { namesOf, searchNames, type KnownSubject } from '../devices/index.ts';
import { findAccount, holds, searchAccounts, type FoundAccount } from '../identity/index.ts';
import { usageOfSubjects } from '../licenses/index.ts';
import { afterAct, mayDecide } from './erasure-rules.ts';
import { selectErasure, selectErasures, selectSubjects, type Erasure } from './erasure-store.ts';
import { cancelErasure, decideErasure, requestErasure, type ErasuresDeps } from './erasures.ts';
import { selectSites } from './site-store.ts';
import { exportPerson } from './person-export.ts';
import {
  actSchema,
  exportSchema,
  foundMax,
  getSchema,
  listSchema,
  requestSchema,
  searchSchema,
} from './person-schemas.ts';

export interface PersonRoutesDeps extends ErasuresDeps {
  /** The hub's box keys that are still there. */
  readonly box: Pick<BoxKeys, 'held'>;
  readonly horizonOf: HorizonOf;
  /** An erasure was approved. */
  readonly wakeErasures: () => void;
}

const subjectItem = (subject: KnownSubject) => ({
  subject_id: subject.subjectId,
  role: subject.role,
  name: subject.name,
  device_id: subject.deviceId,
  site_id: subject.siteId,
  said_at: iso(subject.saidAt),
  erased_at: iso(subject.erasedAt),
});
const accountItem = ({ id, handle, displayName, email, provider }: FoundAccount) => ({
  id,
  name: handle,
  display_name: displayName,
  email,
  provider,
});

/** Who has a name, and what is held about them. Each question is on record, without the name. */
export const personRoutes: FastifyPluginAsyncTypebox<PersonRoutesDeps> = async (app, deps) => {
  const { db, namesKey } = deps;
  // A name in an address would be in the logs of everything on the way.
  app.post(
    '/api/privacy/persons/search/',
    { schema: searchSchema, config: { permission: 'person.read', scope: 'fleet' } },
    async ({ body, actor }) => {
      const names = await searchNames(db, namesKey, body.text, foundMax);
      const accounts = await searchAccounts(db, containsPattern(body.text.trim()), foundMax);
      const usage = await usageOfSubjects(db, names.found);
      const detail = { subjects: names.found.length, accounts: accounts.length };
      await audit(db, { actor: actor.id, action: 'person.search', subject: 'persons', detail });
      const subjects = names.found.map((subject) => {
        const used = usage.get(subject.subjectId);
        return {
          ...subjectItem(subject),
          usage_intervals: used?.intervals ?? 0,
          usage_first_at: iso(used?.firstAt ?? null),
          usage_last_at: iso(used?.lastAt ?? null),
        };
      });
      const more = names.more || accounts.length === foundMax;
      return { subjects, accounts: accounts.map(accountItem), more };
    },
  );
  app.post(
    '/api/privacy/persons/export/',
    { schema: exportSchema, config: { permission: 'person.export', scope: 'fleet' } },
    async ({ body, actor }, reply) => {
      const { subjects, account = null } = body;
      if (account !== null && !(await findAccount(db, account))) {
        throw new NotFoundError('account', account);
      }
      const detail = { subjects, account };
      const subject = account ?? subjects[0] ?? 'nobody';
      await audit(db, { actor: actor.id, action: 'person.export', subject, detail });
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="person.json"')
        .send(Readable.from(exportPerson(deps, { subjects, account })));
    },
  );
  await app.register(erasureRoutes, deps);
};

const erasureItem = (erasure: Erasure, now: Date) => ({
  id: erasure.id,
  state: erasure.state,
  account_id: erasure.accountId,
  ground: erasure.ground,
  reason: erasure.reason,
  subjects: erasure.subjects,
  requested_by: erasure.requestedBy,
  requested_at: iso(erasure.requestedAt),
  due_at: iso(erasure.dueAt),
  overdue: isOpen(erasure) && erasure.dueAt < now,
  decided_by: erasure.decidedBy,
  decided_at: iso(erasure.decidedAt),
  cancelled_by: erasure.cancelledBy,
  cancelled_at: iso(erasure.cancelledAt),
  executed_at: iso(erasure.executedAt),
  confirmed_at: iso(erasure.confirmedAt),
});

const isOpen = ({ state }: Erasure): boolean =>
  state === 'requested' || state === 'approved' || state === 'executed';

const part = (isDone: boolean) => (isDone ? ('done' as const) : ('pending' as const));

/** No key is left for which the archive's copies were wrapped; an account has none there. */
function isSealedOff({ boxNo, subjects }: Erasure, { held }: Pick<BoxKeys, 'held'>): boolean {
  return boxNo !== null && (subjects === 0 || held.every((no) => no > boxNo));
}

async function erasureDetail(deps: PersonRoutesDeps, id: string, request: FastifyRequest) {
  const { db, namesKey, now } = deps;
  const { actor } = request;
  const erasure = await selectErasure(db, id);
  if (!erasure) throw new NotFoundError('erasure', id);
  const subjects = await selectSubjects(db, id);
  const ids = subjects.map(({ subjectId }) => subjectId);
  const seesNames = holds(actor, 'person.read', {});
  const named = seesNames ? await namesOf(db, namesKey, ids) : [];
  const nameOf = new Map(named.map(({ subjectId, name }) => [subjectId, name]));
  const { accountId } = erasure;
  const account = seesNames && accountId !== null ? await findAccount(db, accountId) : undefined;
  return {
    ...erasureItem(erasure, now()),
    whom: subjects.map((subject) => ({
      subject_id: subject.subjectId,
      role: subject.role,
      name: nameOf.get(subject.subjectId) ?? null,
      device_id: subject.deviceId,
      site_id: subject.siteId,
      device: part(subject.confirmedAt !== null),
      confirmed_at: iso(subject.confirmedAt),
    })),
    account: account ? accountItem(account) : null,
    hub: {
      database: part(erasure.executedAt !== null),
      archive: part(isSealedOff(erasure, deps.box)),
    },
    sites: (await selectSites(db, id)).map((site) => ({
      site_id: site.siteId,
      state: part(site.acknowledgedAt !== null),
      told: site.isTold,
      acknowledged_at: iso(site.acknowledgedAt),
    })),
    may_decide:
      afterAct(erasure.state, 'approve') !== undefined &&
      holds(actor, 'erasure.approve', {}) &&
      mayDecide('approve', actor, erasure.requestedBehind).allowed,
  };
}

/** The workflow: one asks, another decides, the hub carries it out. */
const erasureRoutes: FastifyPluginAsyncTypebox<PersonRoutesDeps> = async (app, deps) => {
  const { db, now, horizonOf } = deps;
  const read = { permission: 'privacy.read', scope: 'fleet' } as const;
  app.get('/api/privacy/erasures/', { schema: listSchema, config: read }, async ({ query }) => {
    const { limit = pageLimits.default, cursor } = query;
    const after = decodeCursor(cursor, ['number', 'string']);
    const rows = await selectErasures(db, after, limit + 1);
    const page = pageOf(rows, limit, (row) => [row.requestedAt.getTime(), row.id]);
    const items = page.rows.map((row) => erasureItem(row, now()));
    return { items, next_cursor: page.nextCursor, ...(await horizonOf()) };
  });
  app.get('/api/privacy/erasures/:id/', { schema: getSchema, config: read }, async (request) =>
    erasureDetail(deps, request.params.id, request),
  );
  const asking = { permission: 'erasure.request', scope: 'fleet' } as const;
  app.post(
    '/api/privacy/erasures/',
    { schema: requestSchema, config: asking },
    async (request, reply) => {
      const { subjects, account = null, ground, reason } = request.body;
      const wish = { subjects, account, ground, reason };
      const id = await requestErasure(deps, wish, request.actor);
      return reply.code(201).send(await erasureDetail(deps, id, request));
    },
  );
  const cancelling = actSchema('Takes an erasure back, as long as it is not carried out');
  app.post(
    '/api/privacy/erasures/:id/cancel/',
    { schema: cancelling, config: asking },
    async (request) => {
      await cancelErasure(deps, request.params.id, request.actor);
      return erasureDetail(deps, request.params.id, request);
    },
  );
  const deciding = { permission: 'erasure.approve', scope: 'fleet' } as const;
  const words = {
    approve: 'Approves an erasure that somebody else asked for; the hub then carries it out',
    reject: 'Rejects an erasure that somebody else asked for',
  } as const;
  for (const act of ['approve', 'reject'] as const) {
    const schema = actSchema(words[act]);
    app.post(`/api/privacy/erasures/:id/${act}/`, { schema, config: deciding }, async (request) => {
      await decideErasure(deps, request.params.id, act, request.actor);
      if (act === 'approve') deps.wakeErasures();
      return erasureDetail(deps, request.params.id, request);
    });
  }
};
