import type { Queryable } from '../../platform/db.ts';
import type { AuditFact } from './entry.ts';
import { insertEntry } from './store.ts';

export type { AuditFact } from './entry.ts';
export { auditRoutes } from './routes.ts';
export { sealTurn, startSealer, verifyChain, type ChainCheck, type SealerDeps } from './sealer.ts';

/** Records a fact in the caller's transaction: it stands if and only if the effect does. */
export function audit(tx: Queryable, fact: AuditFact): Promise<void> {
  return insertEntry(tx, fact);
}
