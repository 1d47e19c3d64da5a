import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSiteId } from '@eucora/protocol';
import { composeTimeReset, openTimeReset, timeResetName } from '@eucora/protocol/desired';
import {
  bytesToSign,
  encodeSigned,
  isList,
  isObject,
  openRoot,
  parseJson,
  TrustError,
  type Json,
  type JsonObject,
  type Root,
  type Signature,
} from '@eucora/protocol/trust';
import { isErrno } from '../processes.ts';
import { writeWhole, type CeremonyFolder } from './ceremony-folder.ts';
import { holderOf, type Signer } from './signer.ts';
import { CeremonyError, type Table } from './table.ts';

/** What the root holders say of the time; each but `above` has an answer of its own. */
export interface ResetAsked {
  readonly above: string | undefined; // devices that believe it is later than that are wrong
  readonly to: string | undefined; // it is that or later; absent: this laptop's time
  readonly number: number | undefined;
  readonly sites: readonly string[];
}
interface Draft {
  readonly signed: JsonObject;
  readonly signatures: readonly Signature[];
}

const keptForDays = 365;

/**
 * Signs a reset of the time, as root is signed: the first holder begins it with `above`, the others sign
 * the same file. Once root's threshold has signed, it lies beside the published metadata.
 * @throws CeremonyError, TrustError
 */
export async function resetTime(
  table: Table,
  folder: CeremonyFolder,
  asked: ResetAsked,
  signer: Signer,
  isAgreed: boolean,
): Promise<void> {
  const bytes = await folder.published('root');
  if (!bytes) throw new CeremonyError('There is no root yet; publish one first.');
  const root = openRoot(bytes).signed;
  if (!root.roles.root.keyIds.includes(signer.keyId)) {
    throw new CeremonyError(`${holderOf(signer.object)} does not hold root; root’s holders sign.`);
  }
  const file = join(folder.dir, 'draft-time', timeResetName);
  const draft =
    asked.above === undefined ? await draftIn(file) : begin(table, root, asked, asked.above);
  for (const line of wordsOf(draft.signed)) table.out(line);
  if (!isAgreed && !(await table.askYes(`Sign this as ${holderOf(signer.object)}?`))) {
    throw new CeremonyError('Nothing was signed.');
  }
  const sig = await signer.sign(bytesToSign(draft.signed));
  const others = draft.signatures.filter(({ keyId }) => keyId !== signer.keyId);
  const signed = encodeSigned(draft.signed, [...others, { keyId: signer.keyId, sig }]);
  await writeWhole(file, signed);
  try {
    openTimeReset(signed, root);
  } catch (error) {
    if (!(error instanceof TrustError) || error.code !== 'unmet_threshold') throw error;
    table.out(`${error.saw}; carry the folder to the next holder: reset-time --dir … --key …`);
    return;
  }
  await folder.writeMetadata(timeResetName, signed);
  table.out(`metadata/${timeResetName} is signed; bring it to the sites.`);
}

function begin(table: Table, root: Root, asked: ResetAsked, above: string): Draft {
  const loMs = asked.to === undefined ? table.now() : timeOf('to', asked.to);
  const aboveMs = timeOf('above', above);
  if (aboveMs <= loMs) {
    throw new CeremonyError('--above is not later than the time that it is; see the device’s log.');
  }
  const wrong = asked.sites.find((site) => !isSiteId(site));
  if (wrong !== undefined) throw new CeremonyError(`"${wrong}" is no site.`);
  if (asked.number === undefined) {
    throw new CeremonyError('Give --number N: one more than the last reset had, 1 for the first.');
  }
  const { number, sites } = asked;
  const reset = { number, rootVersion: root.version, aboveMs, loMs, sites };
  const expiresMs = loMs + keptForDays * 86_400_000;
  return { signed: composeTimeReset(reset, expiresMs), signatures: [] };
}

function timeOf(name: string, text: string): number {
  const ms = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(ms)) throw new CeremonyError(`--${name} is a time as 2027-01-31T00:00:00Z.`);
  return ms;
}

async function draftIn(file: string): Promise<Draft> {
  try {
    const json = parseJson(await readFile(file));
    const [signed, list] = isObject(json) ? [json['signed'], json['signatures']] : [];
    if (isObject(signed) && list !== undefined && isList(list)) {
      const signatures = list.filter(isObject).map((each) => ({
        keyId: textOf(each['keyid']),
        sig: textOf(each['sig']),
      }));
      return { signed, signatures };
    }
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR')) throw error;
    throw new CeremonyError('There is no reset to sign; begin one with --above TIME --number N.');
  }
  throw new CeremonyError(`${file} can't be read; copy the folder again from where it was good.`);
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function wordsOf(signed: JsonObject): readonly string[] {
  const at = (name: string) => new Date(Number(signed[name])).toISOString();
  const sites = signed['sites'];
  const named = sites !== undefined && isList(sites) ? sites.map(textOf).join(', ') : '';
  return [
    `Reset ${Number(signed['version'])} of the time, good under root ${Number(signed['root_version'])}:`,
    `  who believes that it is later than ${at('above_ms')} is wrong`,
    `  it is ${at('lo_ms')} or later`,
    `  for ${named || 'all sites'}`,
  ];
}
