import { ProtocolError, sameBytes } from '@eucora/protocol';
import { openDesiredManifest, type DirectorRoles } from '@eucora/protocol/desired';
import type { Actor } from '../../platform/api.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
} from '../../platform/errors.ts';
import type { Tx } from '../../platform/db.ts';
import { audit } from '../audit/index.ts';
import { separateDuties, type Done } from '../identity/index.ts';
import { replaceDocument } from '../sites/index.ts';
import { lockNewest, sliceFileOf, updateApproval, type DocumentRow } from './documents-store.ts';
import { bundleOf, desiredKind, type DirectorDoor } from './issue.ts';
import type { DeploymentsDeps } from './service.ts';

export interface ApprovalDeps extends DeploymentsDeps {
  readonly trust: DirectorDoor;
  /** Told which site's document bears another signature. */
  readonly wakeSite: (siteId: string) => void;
}

/**
 * Takes back a site's newest document that an approver signed beside the director. It counts at once
 * when the signatures are as many as root asks for.
 * @throws NotFoundError, InvalidError for what is not that document, or brings no signature that was
 * not there; ConflictError when a newer document was issued meanwhile, ForbiddenError for who made one
 * of its dangerous orders
 */
export async function importApproval(
  { db, now, trust, wakeSite }: ApprovalDeps,
  siteId: string,
  bytes: Uint8Array,
  actor: Actor,
): Promise<void> {
  const { root } = await trust.director();
  await db.transaction(async (tx) => {
    const newest = await lockNewest(tx, siteId);
    if (!newest) throw new NotFoundError('document of the site', siteId);
    const opened = openBrought(bytes, siteId, root);
    if (!sameBytes(opened.hash, newest.hash)) {
      const { generation } = opened.manifest;
      throw new ConflictError(
        `Document ${newest.generation} is the newest, and ${generation} was signed; have that one signed.`,
        'document_superseded',
      );
    }
    await checkDuties(tx, newest, actor);
    const approvals = approvalsOf(bytes, siteId, root);
    if (approvals <= newest.approvals) {
      throw new InvalidError(
        'It bears no approver’s signature that is not here already; export it again and sign that.',
        { code: 'no_new_signature' },
      );
    }
    const at = opened.approved ? now() : null;
    await updateApproval(tx, newest, {
      manifest: bytes,
      approvals,
      approvedAt: at,
      by: actor.id,
    });
    const sliceFile = (await sliceFileOf(tx, siteId, newest.root)) ?? new Uint8Array(0);
    const { epoch, generation } = newest;
    const place = { siteId, kind: desiredKind, epoch, generation } as const;
    await replaceDocument(tx, { ...place, bytes: bundleOf(bytes, sliceFile) });
    const detail = { generation, approvals, complete: opened.approved };
    await audit(tx, { actor: actor.id, action: 'desired_state.approve', subject: siteId, detail });
  });
  wakeSite(siteId);
}

function openBrought(bytes: Uint8Array, siteId: string, root: DirectorRoles) {
  try {
    return openDesiredManifest(bytes, siteId, root);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const message = `This is no document of the site: ${error.message}`;
    throw new InvalidError(message, { code: 'not_the_document', cause: error });
  }
}

/** How many approvers of root signed it. */
function approvalsOf(bytes: Uint8Array, siteId: string, root: DirectorRoles): number {
  const { approvers } = root;
  if (!approvers) return 0;
  let count = 0;
  for (let threshold = 1; threshold <= approvers.keyIds.length; threshold += 1) {
    const asked = { ...root, approvers: { ...approvers, threshold } };
    if (!openDesiredManifest(bytes, siteId, asked).approved) break;
    count = threshold;
  }
  return count;
}

/** Who ordered a dangerous act does not bring its approval. */
async function checkDuties(tx: Tx, { dangers }: DocumentRow, actor: Actor): Promise<void> {
  const intents = [...new Set(dangers.map(({ intent }) => intent))];
  const sql = `SELECT created_behind AS by FROM deployments.intents WHERE id = ANY($1::uuid[])`;
  const { rows } = await tx.query<{ by: string[] }>(sql, [intents]);
  const history = rows.map(({ by }): Done => ({ deed: 'deployment.create', by }));
  const verdict = separateDuties('approval.approve', actor, history);
  if (verdict.allowed) return;
  throw new ForbiddenError(
    'You made one of the orders that it approves; somebody else has to bring the signature.',
    verdict.code,
  );
}
