import {
  bytesToSign,
  openRoot,
  openTargets,
  signersOf,
  type KeySet,
  type Signature,
} from '@eucora/protocol/trust';
import { CeremonyFolder, type Draft } from './ceremony-folder.ts';
import { holderOf, type Signer } from './signer.ts';
import { signersFor } from './roles.ts';
import { CeremonyError, type Table } from './table.ts';
import { keyWords, rootChanges, setWords, targetsChanges } from './words.ts';

/** A role's draft. @throws CeremonyError when nothing waits to be signed */
export async function requireDraft(folder: CeremonyFolder, role: string): Promise<Draft> {
  const draft = await folder.draft(role);
  if (draft) return draft;
  const waiting = await folder.draftRoles();
  const those = waiting.length > 0 ? `those of ${waiting.join(', ')} do` : 'none does';
  throw new CeremonyError(`No draft of ${role} waits to be signed; ${those}.`);
}

/** When a draft says that it expires, as TUF writes it. */
function expiresIn({ signed }: Draft): string {
  const { expires } = signed;
  return typeof expires === 'string' ? expires : 'never';
}

/** What a draft changes against what is published, line by line. */
export async function changesOf(folder: CeremonyFolder, draft: Draft): Promise<readonly string[]> {
  const before = await folder.published(draft.role);
  if (draft.role === 'root') {
    return rootChanges(before && openRoot(before).signed, openRoot(draft.bytes).signed);
  }
  const open = (bytes: Uint8Array) => openTargets(bytes, draft.role).signed;
  return targetsChanges(before && open(before), open(draft.bytes));
}

/** How far the signing of a draft is, by each list of keys that has to agree. */
export interface Progress {
  readonly set: KeySet;
  readonly signed: number;
  readonly missing: number;
  readonly waiting: string; // who could still sign
}

export async function progressOf(
  folder: CeremonyFolder,
  draft: Draft,
): Promise<readonly Progress[]> {
  const sets = await signersFor(folder, draft.role);
  const file = draft.role === 'root' ? openRoot(draft.bytes) : openTargets(draft.bytes, draft.role);
  return sets.map((set) => {
    const signers = signersOf(file, set.keys, set);
    const have = new Set(signers.map(({ keyId }) => keyId));
    const others = set.keyIds.flatMap((keyId) => {
      const key = set.keys.get(keyId);
      return key && !have.has(keyId) ? [keyWords(key)] : [];
    });
    const missing = Math.max(0, set.threshold - signers.length);
    return { set, signed: signers.length, missing, waiting: others.join(', ') || 'nobody else' };
  });
}

/** What a draft still needs, in words; empty when it can be published. */
export function missingWords(role: string, progress: readonly Progress[]): readonly string[] {
  const names =
    progress.length > 1 && role === 'root' ? [' of the root before', ' of its own'] : [];
  return progress.flatMap(({ set, missing, waiting }, index) => {
    if (missing === 0) return [];
    const whose = names[index] ?? '';
    if (set.threshold <= set.keyIds.length)
      return [`${role} needs ${missing} more${whose}: of ${waiting}`];
    const has = `${role} has ${set.keyIds.length} keys${whose} and needs ${set.threshold}`;
    return [`${has}: give it more with add-key, or a lower threshold`];
  });
}

/** Shows what a holder signs, asks, and adds the signature to the draft. */
export async function signDraft(
  table: Table,
  folder: CeremonyFolder,
  role: string,
  signer: Signer,
  isAgreed: boolean,
): Promise<void> {
  const draft = await requireDraft(folder, role);
  const sets = await signersFor(folder, role);
  if (!sets.some(({ keyIds }) => keyIds.includes(signer.keyId))) {
    const who = sets.map(setWords).join('; ');
    throw new CeremonyError(
      `${holderOf(signer.object)} (${signer.keyId.slice(0, 8)}) does not speak for ${role}; ` +
        `those who do are ${who}.`,
    );
  }
  const changes = await changesOf(folder, draft);
  table.out(`${role} ${Number(draft.signed['version'])}, expires ${expiresIn(draft)}:`);
  for (const line of changes.length > 0 ? changes : ['  nothing but version and expiry changes']) {
    table.out(`  ${line}`);
  }
  if (!isAgreed && !(await table.askYes(`Sign this as ${holderOf(signer.object)}?`))) {
    throw new CeremonyError('Nothing was signed.');
  }
  const sig = await signer.sign(bytesToSign(draft.signed));
  await keep(table, folder, draft, [{ keyId: signer.keyId, sig }]);
}

/** Takes over signatures that another holder gave to a copy of the same draft. */
export async function mergeSignatures(
  table: Table,
  folder: CeremonyFolder,
  role: string,
  other: CeremonyFolder,
): Promise<void> {
  const [mine, theirs] = [await requireDraft(folder, role), await requireDraft(other, role)];
  if (!Buffer.from(bytesToSign(mine.signed)).equals(bytesToSign(theirs.signed))) {
    throw new CeremonyError(
      `The draft of ${role} in ${other.dir} is another; its holders have to sign this one.`,
    );
  }
  await keep(table, folder, mine, theirs.signatures);
}

async function keep(
  table: Table,
  folder: CeremonyFolder,
  draft: Draft,
  added: readonly Signature[],
): Promise<void> {
  const names = new Set(added.map(({ keyId }) => keyId));
  const signatures = [...draft.signatures.filter(({ keyId }) => !names.has(keyId)), ...added];
  await folder.writeDraft(draft.role, draft.signed, signatures);
  const progress = await progressOf(folder, await requireDraft(folder, draft.role));
  const missing = missingWords(draft.role, progress);
  for (const line of missing) table.out(line);
  if (missing.length === 0) table.out(`${draft.role} has all signatures; publish can take it.`);
}
