import type { Queryable } from '../../platform/db.ts';
import type { AuditFact } from './entry.ts';
import { insertEntry } from './store.ts';

export {
  lastCheckpoint as newestCheckpoint,
  readHead,
  sealedAfter as sealedEntries,
  sealedThrough,
  type SealedRow as SealedEntry,
} from './chain-store.ts';
export type { AuditFact } from './entry.ts';
export { startForwarding, type Sender } from './forward/forwarding.ts';
export { HttpSender } from './forward/http-sender.ts';
export { SyslogSender } from './forward/syslog-sender.ts';
export { exportEntries, exportFormats, type ExportFormat } from './export.ts';
export { auditRefusal, type Refusal } from './refusals.ts';
export { startAuditRetention } from './retention.ts';
export { auditRoutes } from './routes.ts';
export { checkpointNow, sealAll, sealTurn, startSealer, type SealerDeps } from './sealer.ts';
export { consistencyProof } from './proofs.ts';
export { heldBySites, noteWitness, type Testimony } from './witnesses.ts';
export { unsealedState } from './store.ts';
export { verifyChain, type ChainCheck } from './verify.ts';
export { startAuditWatch } from './watch.ts';

/** Records a fact in the caller's transaction: it stands if and only if the effect does. */
export function audit(tx: Queryable, fact: AuditFact): Promise<void> {
  return insertEntry(tx, fact);
}
