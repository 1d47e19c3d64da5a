import type { Queryable } from '../../platform/db.ts';
import type { AuditFact } from './entry.ts';
import { insertEntry } from './store.ts';

export { lastCheckpoint as newestCheckpoint } from './chain-store.ts';
export type { AuditFact } from './entry.ts';
export { exportEntries, exportFormats, type ExportFormat } from './export.ts';
export { auditRefusal, type Refusal } from './refusals.ts';
export { startAuditRetention } from './retention.ts';
export { auditRoutes } from './routes.ts';
export { checkpointNow, sealAll, sealTurn, startSealer, type SealerDeps } from './sealer.ts';
export { verifyChain, type ChainCheck } from './verify.ts';
export { startAuditWatch } from './watch.ts';

/** Records a fact in the caller's transaction: it stands if and only if the effect does. */
export function audit(tx: Queryable, fact: AuditFact): Promise<void> {
  return insertEntry(tx, fact);
}
