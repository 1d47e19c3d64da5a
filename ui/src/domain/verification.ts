import type { PartQuery } from '../api/audit.ts';
import type { AuditPart } from '../api/types.ts';

/** How far a verification is. */
export interface Progress {
  /** Proven up to this entry. */
  readonly through: number;
  /** Entries that there are to prove. */
  readonly total: number;
}
/** What a verification found. */
export type Verdict =
  | {
      readonly whole: true;
      readonly entries: number;
      readonly checkpoints: number;
      /** Checkpoints held by relays that agree. */
      readonly held: number;
      /** Entries that claim a time well before a checkpoint which was signed before they came. */
      readonly datedBack: number;
      /** The place of the first of them. */
      readonly datedBackAt: number | null;
      readonly at: string;
    }
  | {
      readonly whole: false;
      /** Proven up to this entry; what is behind it stands in question. */
      readonly proven: number;
      /** Where the chain is not what it was. */
      readonly position: number;
      /** The entry that stands there now; null: none. */
      readonly entryId: number | null;
      readonly reason: string;
      readonly at: string;
    };
interface Wish {
  /** Proven before: begin behind it. */
  readonly after?: number;
  readonly against?: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Verifies the whole record, part after part. Each part rests on a signed checkpoint, so that parts
 * that meet prove what one walk would; between two of them it may be stopped and go on later.
 * @throws what `verifyPart` throws, an AbortError when it was stopped
 */
export async function verifyRecord(
  verifyPart: (query: PartQuery, signal: AbortSignal) => Promise<AuditPart>,
  { after: begin = 0, against, signal, onProgress }: Wish,
): Promise<Verdict> {
  let [checkpoints, held, datedBack] = [0, 0, 0];
  let datedBackAt: number | null = null;
  for (let after = begin; ;) {
    signal.throwIfAborted();
    const asked = against === undefined ? { after } : { after, against };
    const part = await verifyPart(asked, signal);
    const { verified_at: at, reason, broken_at: position, broken_id: entryId } = part;
    if (!part.whole) {
      return {
        whole: false,
        proven: after,
        position: position ?? after + 1,
        entryId,
        reason: reason ?? 'the hub gives no reason',
        at,
      };
    }
    checkpoints += part.checkpoints;
    held += part.held;
    datedBack += part.dated_back ?? 0;
    datedBackAt ??= part.dated_back_at;
    onProgress({ through: part.through, total: Math.max(part.sealed_through, part.through) });
    if (part.is_last) {
      const found = { entries: part.through, checkpoints, held, datedBack, datedBackAt };
      return { whole: true, ...found, at };
    }
    if (part.through <= after) throw new Error(`the hub verified nothing behind entry ${after}`);
    after = part.through;
  }
}
