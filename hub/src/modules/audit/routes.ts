import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { openAuditCheckpoint, ProtocolError, type PublicKey } from '@eucora/protocol';
import { decodeCursor, iso, pageOf, type HorizonOf, pageLimits } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { InvalidError, NotFoundError } from '../../platform/errors.ts';
import { lastCheckpoint, readHead } from './chain-store.ts';
import { exportEntries } from './export.ts';
import { newestTombstone } from './retention-store.ts';
import { entrySchema, exportSchema, listSchema, stateSchema, verifySchema } from './schemas.ts';
import {
  entryById,
  insertEntry,
  listEntries,
  unsealedState,
  type EntryFilter,
  type EntryRow,
} from './store.ts';
import { verifyChain, type ChainCheck } from './verify.ts';
import { sealingFault } from './watch.ts';
import { witnesses } from './witnesses.ts';

export interface AuditRoutesDeps {
  readonly db: Queryable;
  readonly now: () => Date;
  readonly horizonOf: HorizonOf;
  /** The key that checkpoints are signed with. */
  readonly hubKey: PublicKey;
}
interface FilterText {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly until?: string;
}

const filterOf = ({ actor, action, subject, from, until }: FilterText): EntryFilter => ({
  actor,
  action,
  subject,
  from: from === undefined ? undefined : new Date(from),
  until: until === undefined ? undefined : new Date(until),
});

const entryOf = (row: EntryRow) => ({
  ...row,
  at: iso(row.at),
  hash: row.hash?.toString('hex') ?? null,
});

/** A kept checkpoint as text. @throws InvalidError when it is none of this hub */
export function checkpointOf(text: string, hubKey: PublicKey) {
  try {
    return openAuditCheckpoint(Buffer.from(text, 'base64'), hubKey);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    const message = `This is no checkpoint of this hub's audit record (${cause.code}).`;
    throw new InvalidError(message, { code: 'invalid_checkpoint', cause });
  }
}

async function stateOf(db: Queryable) {
  const [head, unsealed, newest, tombstone, held] = await Promise.all([
    readHead(db),
    unsealedState(db),
    lastCheckpoint(db),
    newestTombstone(db),
    witnesses(db),
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
    })),
  };
}

function verdictOf(check: ChainCheck, at: Date) {
  const none = { entries: null, checkpoints: null, dropped_through: null };
  const verified = { verified_at: iso(at) };
  if (!check.whole) {
    const { position, reason } = check;
    return { whole: false, ...none, broken_at: position, reason, ...verified };
  }
  const { entries, checkpoints, droppedThrough } = check;
  const found = { entries, checkpoints, dropped_through: droppedThrough };
  return { whole: true, ...found, broken_at: null, reason: null, ...verified };
}

export const auditRoutes: FastifyPluginAsyncTypebox<AuditRoutesDeps> = async (app, deps) => {
  const { db, hubKey } = deps;
  // Entries tell of the whole fleet, and of no site in a way that could be filtered by.
  const config = { permission: 'audit.read', scope: 'fleet' } as const;

  app.get('/api/audit/', { schema: listSchema, config }, async (request) => {
    const { limit = pageLimits.default, cursor, ...filter } = request.query;
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const rows = await listEntries(db, filterOf(filter), before, limit + 1);
    const page = pageOf(rows, limit, (row) => [row.id]);
    return {
      items: page.rows.map(entryOf),
      next_cursor: page.nextCursor,
      ...(await deps.horizonOf()),
    };
  });

  app.get('/api/audit/:id/', { schema: entrySchema, config }, async (request) => {
    const row = await entryById(db, request.params.id);
    if (!row) throw new NotFoundError('audit entry', String(request.params.id));
    return entryOf(row);
  });

  app.get('/api/audit/state/', { schema: stateSchema, config }, () => stateOf(db));

  app.get('/api/audit/export/', { schema: exportSchema, config }, async (request, reply) => {
    const { format = 'jsonl', ...filter } = request.query;
    const detail = { format, ...filter };
    const actor = request.actor.id;
    await insertEntry(db, { actor, action: 'audit.exported', subject: 'audit', detail });
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
    return reply
      .type(type)
      .header('content-disposition', `attachment; filename="audit.${format}"`)
      .send(Readable.from(exportEntries(db, filterOf(filter), format)));
  });

  app.post('/api/audit/verifications/', { schema: verifySchema, config }, async (request) => {
    const { against: text } = request.body;
    const against = text === undefined ? undefined : checkpointOf(text, hubKey);
    const check = await verifyChain(db, hubKey, { against });
    const actor = request.actor.id;
    const detail = { ...check, against: against?.position ?? null };
    await insertEntry(db, { actor, action: 'audit.verified', subject: 'audit', detail });
    return verdictOf(check, deps.now());
  });
};
