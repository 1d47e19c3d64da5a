import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { subjects, writeAuditDocument } from '@eucora/protocol';
import { consistencyProof, heldBySites, newestCheckpoint } from '../modules/audit/index.ts';
import { listSites } from '../modules/sites/index.ts';
import type { Database } from '../platform/db.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';

export interface AuditDocumentsDeps {
  readonly db: Database;
  readonly nats: NatsConnection;
  readonly logger: Logger;
}

const everyMs = 60_000;

/**
 * Leaves the newest audit checkpoint for every site, with the proof that it continues what the
 * site's relay said it holds. Relays keep it where no hub can reach: whoever rewrites this database
 * has no such proof.
 */
export function startAuditDocuments(deps: AuditDocumentsDeps): Loop {
  const left = new Map<string, string>();
  return new Loop({
    name: 'audit-documents',
    everyMs,
    logger: deps.logger,
    turn: () => documentsTurn(deps, left),
  });
}

/** One turn; `left` says what was left for which site, so that only what is new goes out. */
export async function documentsTurn(
  { db, nats }: Pick<AuditDocumentsDeps, 'db' | 'nats'>,
  left: Map<string, string>,
): Promise<void> {
  const newest = await newestCheckpoint(db);
  if (!newest) return;
  const held = await heldBySites(db);
  for (const { id } of await listSites(db)) {
    const known = held.get(id) ?? 0;
    const from = known <= newest.position ? known : 0;
    const key = `${newest.position}/${from}`;
    if (left.get(id) === key) continue;
    const proof = (await consistencyProof(db, from, newest.position)) ?? [];
    const bytes = writeAuditDocument({ checkpoint: newest.envelope, from, proof });
    await jetstream(nats).publish(subjects.downlink(id, 'audit'), bytes);
    left.set(id, key);
  }
}
