import { ProtocolError } from '@eucora/protocol';
import {
  approvalBytes,
  dangersOf,
  dangerWords,
  decodeSlice,
  openDesiredManifest,
  openSliceFile,
  readDesiredBundle,
  withApproval,
  type DesiredItem,
} from '@eucora/protocol/desired';
import { openRoot } from '@eucora/protocol/trust';
import { readFile } from 'node:fs/promises';
import { isErrno } from '../processes.ts';
import { writeWhole, type CeremonyFolder } from './ceremony-folder.ts';
import { holderOf, type Signer } from './signer.ts';
import { CeremonyError, type Table } from './table.ts';

/** Which document an approver is asked to agree to, and where the signed manifest goes. */
export interface ApprovalAsked {
  readonly document: string;
  readonly site: string;
  readonly out: string;
}

/**
 * An approver agrees to what a site's document orders. It has to be the director's, for the site and
 * whole, by the root of the folder; what it orders is shown before anything is signed.
 * @throws CeremonyError
 */
export async function approve(
  table: Table,
  folder: CeremonyFolder,
  asked: ApprovalAsked,
  signer: Signer,
  isAgreed: boolean,
): Promise<void> {
  const rootBytes = await folder.published('root');
  if (!rootBytes) throw new CeremonyError('There is no root yet; publish one first.');
  const root = openRoot(rootBytes).signed;
  if (root.approvers?.keyIds.includes(signer.keyId) !== true) {
    throw new CeremonyError(`${holderOf(signer.object)} is no approver by root ${root.version}.`);
  }
  try {
    const { manifest, slices } = readDesiredBundle(await bytesOf(asked.document));
    const opened = openDesiredManifest(manifest, asked.site, root);
    const sealed = openSliceFile(opened.manifest, slices);
    const items = [...sealed.values()].flatMap(({ slice }) => decodeSlice(slice).items);
    const { generation, issuedMs } = opened.manifest;
    const at = new Date(issuedMs).toISOString();
    table.out(`Document ${generation} for site ${asked.site}, issued ${at}, orders:`);
    for (const line of wordsOf(items)) table.out(line);
    if (!isAgreed && !(await table.askYes(`Approve this as ${holderOf(signer.object)}?`))) {
      throw new CeremonyError('Nothing was signed.');
    }
    const signature = Buffer.from(await signer.sign(approvalBytes(manifest)), 'hex');
    const key = Buffer.from(root.approvers.keys.get(signer.keyId)?.public ?? '', 'hex');
    await writeWhole(asked.out, withApproval(manifest, key, signature));
    table.out(`${asked.out} is signed; bring it to the hub.`);
  } catch (error) {
    if (error instanceof ProtocolError) throw new CeremonyError(error.message, { cause: error });
    throw error;
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR')) throw error;
    throw new CeremonyError(`${file} can't be read; is the stick in, and the name right?`, {
      cause: error,
    });
  }
}

/** What is ordered, on how many devices; dangerous acts first. */
function wordsOf(items: readonly DesiredItem[]): readonly string[] {
  const own = items.filter(({ plane }) => plane === 'agent');
  if (own.length === 0) return ['  nothing'];
  const groups = Map.groupBy(own, ({ action, rollback, packageName, version, ring }) => {
    const verb = rollback ? 'go back to' : action;
    return [verb, packageName, version, `(ring ${ring})`].filter((word) => word !== '').join(' ');
  });
  const lines = [...groups].map(([words, same]) => {
    // Floors of publishers are checked by the devices; what is not known here is not said.
    const dangers = dangersOf(same[0]!, { installed: null, minVersion: null });
    const why = dangers.map((danger) => dangerWords[danger]).join('; ');
    const devices = same.length === 1 ? '1 device' : `${same.length} devices`;
    return { isDangerous: why !== '', text: `${words} on ${devices}${why && `: ${why}`}` };
  });
  return lines
    .toSorted((a, b) => Number(b.isDangerous) - Number(a.isDangerous))
    .map(({ isDangerous, text }) => `  ${isDangerous ? '! ' : '  '}${text}`);
}
