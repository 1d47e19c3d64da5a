import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { openAuditCheckpoint, ProtocolError, type Believed } from '@eucora/protocol';
import { decodeCursor, iso, pageOf, type HorizonOf, pageLimits } from '../../platform/api.ts';
import type { Database, Queryable } from '../../platform/db.ts';
import { ForbiddenError, InvalidError, NotFoundError } from '../../platform/errors.ts';
import { visibleValues, type Visible } from '../../platform/scope.ts';
import { checkpointsAfter, lastCheckpoint, readHead, sealedThrough } from './chain-store.ts';
import type { Outcome } from './entry.ts';
import { exportEntries } from './export.ts';
import { newestTombstone } from './retention-store.ts';
import {
  acknowledgeSchema,
  checkpointsSchema,
  entrySchema,
  exportSchema,
  listSchema,
  stateSchema,
  verifyPartSchema,
  verifySchema,
} from './schemas.ts';
import {
  entryById,
  entryIdAt,
  insertEntry,
  listEntries,
  unsealedState,
  type EntryFilter,
  type ReadEntry,
} from './store.ts';
import { verifyPart, type PartCheck } from './verify-part.ts';
import { verifyChain, type ChainCheck } from './verify.ts';
import { sealingFault } from './watch.ts';
import { acknowledge, witnessedCheckpoints, witnesses, type WitnessRow } from './witnesses.ts';

export interface AuditRoutesDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly horizonOf: HorizonOf;
  /** The keys that checkpoints are signed with. */
  readonly hubKey: Believed;
}
interface FilterText {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly site?: string;
  readonly outcome?: Outcome;
  readonly from?: string;
  readonly until?: string;
}

/** The sites of which somebody may read; null: all, and what is about none. */
const sitesOf = (visible: Visible): readonly string[] | null => visibleValues(visible)[0];

const filterOf = ({ from, until, ...rest }: FilterText, visible: Visible): EntryFilter => ({
  ...rest,
  from: from === undefined ? undefined : new Date(from),
  until: until === undefined ? undefined : new Date(until),
  visible: sitesOf(visible),
});

const entryOf = (row: ReadEntry) => ({
  ...row,
  at: iso(row.at),
  hash: row.hash?.toString('hex') ?? null,
});

/** A kept checkpoint as text. @throws InvalidError when it is none of this hub */
export function checkpointOf(text: string, hubKey: Believed) {
  try {
    return openAuditCheckpoint(Buffer.from(text, 'base64'), hubKey);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    const message = `This is no checkpoint of this hub's audit record (${cause.code}).`;
    throw new InvalidError(message, { code: 'invalid_checkpoint', cause });
  }
}

const acknowledgedOf = (row: WitnessRow) =>
  row.acknowledgedAt === null
    ? null
    : { at: iso(row.acknowledgedAt), by: row.acknowledgedBy, reason: row.acknowledgedReason };

/** The first checkpoint at or behind a position, and who holds it or a later one. */
async function coveringOf(db: Queryable, position: number | null, visible: Visible) {
  if (position === null) return null;
  const [[covering], held] = await Promise.all([
    checkpointsAfter(db, position - 1, 1),
    witnesses(db, sitesOf(visible)),
  ]);
  if (!covering) return null;
  const holders = held
    .filter((row) => row.position >= covering.position)
    .map((row) => ({
      relay_id: row.relayId,
      site_id: row.siteId,
      position: row.position,
      agrees: row.fault === null,
    }));
  return { position: covering.position, at: iso(covering.at), witnesses: holders };
}

async function stateOf(db: Queryable, visible: Visible) {
  const [head, unsealed, newest, tombstone, held] = await Promise.all([
    readHead(db),
    unsealedState(db),
    lastCheckpoint(db),
    newestTombstone(db),
    witnesses(db, sitesOf(visible)),
  ]);
  return {
    sealed_through: head?.position ?? 0,
    dropped_through: tombstone?.through ?? 0,
    unsealed: unsealed.count,
    unsealed_oldest_ms: unsealed.oldestMs,
    alarm: sealingFault(unsealed) ?? null,
    checkpoint: newest
      ? {
          position: newest.position,
          at: iso(newest.at),
          envelope: newest.envelope.toString('base64'),
        }
      : null,
    witnesses: held.map((row) => ({
      relay_id: row.relayId,
      site_id: row.siteId,
      position: row.position,
      seen_at: iso(row.seenAt),
      fault: row.fault,
      noticed_at: iso(row.noticedAt),
      acknowledged: acknowledgedOf(row),
    })),
  };
}

const datedBackOf = (
  check: { readonly datedBack: number | null; readonly datedBackAt: number | null } = {
    datedBack: null,
    datedBackAt: null,
  },
) => ({ dated_back: check.datedBack, dated_back_at: check.datedBackAt });

function verdictOf(check: ChainCheck, at: Date) {
  const counts = { entries: null, checkpoints: null, held: null, dropped_through: null };
  const none = { ...counts, ...datedBackOf() };
  const verified = { verified_at: iso(at) };
  if (!check.whole) {
    const { position, reason } = check;
    return { whole: false, ...none, broken_at: position, reason, ...verified };
  }
  const { entries, checkpoints, held, droppedThrough } = check;
  const counted = { entries, checkpoints, held, dropped_through: droppedThrough };
  const found = { ...counted, ...datedBackOf(check) };
  return { whole: true, ...found, broken_at: null, reason: null, ...verified };
}

interface Asked {
  readonly after: number;
  readonly sealed: number;
  /** The entry that stands where the chain is broken. */
  readonly brokenId: number | null;
}

function partOf(part: PartCheck, { after, sealed, brokenId }: Asked) {
  if (!part.whole) {
    const { position, reason } = part;
    const counts = { through: after, is_last: false, checkpoints: 0, held: 0 };
    const found = { ...counts, ...datedBackOf() };
    const broken = { broken_at: position, broken_id: brokenId, reason };
    return { whole: false, ...found, sealed_through: sealed, ...broken };
  }
  const { through, isLast, checkpoints, held } = part;
  const found = { through, is_last: isLast, checkpoints, held, ...datedBackOf(part) };
  const sound = { broken_at: null, broken_id: null, reason: null };
  return { whole: true, ...found, sealed_through: Math.max(sealed, through), ...sound };
}

export const auditRoutes: FastifyPluginAsyncTypebox<AuditRoutesDeps> = async (app, deps) => {
  const { db } = deps;
  const config = { permission: 'audit.read', scope: 'filtered' } as const;
  await app.register(judgingRoutes, deps);

  app.get('/api/audit/', { schema: listSchema, config }, async (request) => {
    const { limit = pageLimits.default, cursor, ...filter } = request.query;
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const rows = await listEntries(db, filterOf(filter, request.visible), before, limit + 1);
    const page = pageOf(rows, limit, (row) => [row.id]);
    return {
      items: page.rows.map(entryOf),
      next_cursor: page.nextCursor,
      ...(await deps.horizonOf(request.visible)),
    };
  });

  app.get('/api/audit/:id/', { schema: entrySchema, config }, async ({ params, visible }) => {
    const row = await entryById(db, params.id, sitesOf(visible));
    if (!row) throw new NotFoundError('audit entry', String(params.id));
    return { ...entryOf(row), checkpoint: await coveringOf(db, row.position, visible) };
  });

  app.get('/api/audit/state/', { schema: stateSchema, config }, ({ visible }) =>
    stateOf(db, visible),
  );

  app.get('/api/audit/checkpoints/', { schema: checkpointsSchema, config }, async (request) => {
    const { limit = pageLimits.default, cursor } = request.query;
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const rows = await witnessedCheckpoints(db, before, limit + 1, sitesOf(request.visible));
    const page = pageOf(rows, limit, (row) => [row.position]);
    const items = page.rows.map((row) => ({
      position: row.position,
      at: iso(row.at),
      envelope: row.envelope.toString('base64'),
      sites: [...row.sites],
      sites_total: row.sitesTotal,
    }));
    return { items, next_cursor: page.nextCursor };
  });

  app.get('/api/audit/export/', { schema: exportSchema, config }, async (request, reply) => {
    const { format = 'jsonl', ...filter } = request.query;
    const sites = sitesOf(request.visible);
    const detail = { format, ...filter, ...(sites === null ? {} : { sites }) };
    const actor = request.actor.id;
    await insertEntry(db, { actor, action: 'audit.exported', subject: 'audit', detail });
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
    return reply
      .type(type)
      .header('content-disposition', `attachment; filename="audit.${format}"`)
      .send(Readable.from(exportEntries(db, filterOf(filter, request.visible), format)));
  });
};

/** Whether the record is what it was, and what a person says of a relay that contradicts. */
const judgingRoutes: FastifyPluginAsyncTypebox<AuditRoutesDeps> = async (app, deps) => {
  const { db, hubKey } = deps;
  const config = { permission: 'audit.read', scope: 'fleet' } as const;
  const record = async (actor: string, detail: Record<string, unknown>): Promise<void> => {
    await insertEntry(db, { actor, action: 'audit.verified', subject: 'audit', detail });
  };

  app.post('/api/audit/verifications/', { schema: verifySchema, config }, async (request) => {
    const { against: text } = request.body;
    const against = text === undefined ? undefined : checkpointOf(text, hubKey);
    const check = await verifyChain(db, hubKey, { against });
    await record(request.actor.id, { ...check, against: against?.position ?? null });
    return verdictOf(check, deps.now());
  });

  // Many small ones make a verification, so they are counted as the reading that they are.
  const inParts = { schema: verifyPartSchema, config: { ...config, limit: 'read' } as const };
  app.post('/api/audit/verifications/parts/', inParts, async (request) => {
    const { after, against: text } = request.body;
    const against = text === undefined ? undefined : checkpointOf(text, hubKey);
    const sealed = await sealedThrough(db);
    const part = await verifyPart(db, hubKey, { after, against });
    if (!part.whole || part.isLast) {
      await record(request.actor.id, { ...part, against: against?.position ?? null, after });
    }
    const brokenId = part.whole ? null : await entryIdAt(db, part.position);
    return { ...partOf(part, { after, sealed, brokenId }), verified_at: iso(deps.now()) };
  });

  const explaining = { permission: 'audit.acknowledge', scope: 'fleet' } as const;
  const explained = { schema: acknowledgeSchema, config: explaining };
  app.post('/api/audit/witnesses/:relay/acknowledgement/', explained, async (request, reply) => {
    const { actor, params, body } = request;
    if (actor.kind !== 'person') {
      const message = 'A person explains a contradiction; sign in as one.';
      throw new ForbiddenError(message, 'person_needed');
    }
    await acknowledge(deps, params.relay, body.reason, actor.id);
    return reply.code(204).send(null);
  });
};
