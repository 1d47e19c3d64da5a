import type { AuditCheckpointStatement } from './audit-checkpoint.ts';
import { ProtocolError } from './errors.ts';
import { sameBytes } from './ids.ts';
import { verifyConsistency } from './merkle-log.ts';

/**
 * What a checkpoint is to one that is held: `first` of all, the `same`, `continues` it by proof,
 * `unproven` (the proof is of another, a better one is to come), `stale` (signed before what is
 * held), or `contradicts` it: then the hub's record is not what it was.
 */
export type CheckpointVerdict =
  | 'first'
  | 'same'
  | 'continues'
  | 'unproven'
  | 'stale'
  | 'contradicts';

/** Judges a checkpoint that the hub signed against the newest one that is held. */
export function judgeCheckpoint(
  held: AuditCheckpointStatement | undefined,
  said: AuditCheckpointStatement,
  proof: { readonly from: number; readonly hashes: readonly Uint8Array[] },
): CheckpointVerdict {
  if (!held) return 'first';
  if (said.position === held.position) {
    const isSame = sameBytes(said.root, held.root) && sameBytes(said.hash, held.hash);
    return isSame ? 'same' : 'contradicts';
  }
  // A shorter record that was signed later: entries are gone that the hub had vouched for.
  if (said.position < held.position) return said.issuedMs > held.issuedMs ? 'contradicts' : 'stale';
  if (proof.from !== held.position) return 'unproven';
  try {
    const begun = { size: held.position, root: held.root };
    verifyConsistency(begun, { size: said.position, root: said.root }, proof.hashes);
    return 'continues';
  } catch (error) {
    if (error instanceof ProtocolError) return 'contradicts';
    throw error;
  }
}
