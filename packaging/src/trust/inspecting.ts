import {
  artifactName,
  openRoot,
  openTargets,
  requireArtifact,
  TrustError,
  type Current,
  type Root,
} from '@eucora/protocol/trust';
import { readFile } from 'node:fs/promises';
import { digestFile, type CeremonyFolder } from './ceremony-folder.ts';
import { Device } from './client.ts';
import { delegations, requireRoot } from './roles.ts';
import { changesOf, missingWords, progressOf } from './signing.ts';
import { CeremonyError, type Table } from './table.ts';
import { delegationWords, expiryWords, rootWords } from './words.ts';

/**
 * Says in plain words who can sign what, when it expires, what waits to be signed by whom, and
 * whether a device would take what is published. Answers the exit code: 1 when it would not.
 */
export async function inspect(
  table: Table,
  folder: CeremonyFolder,
  rootFile: string | undefined,
): Promise<number> {
  const { root } = await requireRoot(folder);
  const day = new Date(table.now()).toISOString().slice(0, 10);
  table.out(`This machine's clock says ${day}; if that is wrong, so is every "in N days" here.`);
  const isGood = await inspectPublished(table, folder, rootFile);
  const draft = await folder.draft('root');
  if (!draft) showRoot(table, 'Who can sign what', root);
  for (const { by, delegation, keys } of await delegations(folder)) {
    table.out(`  ${by} delegates to ${delegationWords(delegation, keys)}`);
  }
  await inspectDrafts(table, folder);
  return isGood ? 0 : 1;
}

function showRoot(table: Table, title: string, root: Root): void {
  table.out(`${title}, by root ${root.version}:`);
  for (const line of rootWords(root)) table.out(`  ${line}`);
}

async function inspectPublished(
  table: Table,
  folder: CeremonyFolder,
  rootFile: string | undefined,
): Promise<boolean> {
  const first =
    rootFile === undefined ? await folder.metadata('1.root.json') : await readFile(rootFile);
  if (!first) {
    table.out('Nothing is published yet.');
    return true;
  }
  const source = (name: string) => folder.metadata(name);
  const device = new Device(new Map([['root.json', first]]), source, table.now());
  const judged = await device.refresh();
  const from = openRoot(first).signed.version;
  if (judged.kind === 'refused') {
    table.out(`A device that trusts root ${from} REFUSES what is published.`);
    table.out(`  ${judged.refusal.message}`);
    return false;
  }
  table.out(`A device that trusts root ${from} takes what is published:`);
  showExpiries(table, judged.value);
  return inspectArtifacts(table, folder, device, judged.value);
}

function showExpiries(table: Table, { root, timestamp, snapshot, targets }: Current): void {
  const files = { root, timestamp, snapshot, targets };
  for (const [role, { signed }] of Object.entries(files)) {
    const until = expiryWords(signed.expiresMs, table.now());
    table.out(`  ${role} ${signed.version} expires ${until}`);
  }
  const others = [timestamp, snapshot, targets].map(({ signed }) => signed.expiresMs);
  if (root.signed.expiresMs < Math.min(...others)) {
    table.out(
      '  Root expires before the others: whatever travels with them ends with it. Renew it.',
    );
  }
}

async function inspectArtifacts(
  table: Table,
  folder: CeremonyFolder,
  device: Device,
  current: Current,
): Promise<boolean> {
  let isGood = true;
  for (const role of current.snapshot.signed.meta.keys()) {
    const bytes = await folder.published(role);
    for (const path of bytes ? openTargets(bytes, role).signed.targets.keys() : []) {
      const line = await artifactWords(folder, device, current, path);
      isGood &&= !line.includes('NOT ');
      table.out(`  ${line}`);
    }
  }
  return isGood;
}

async function artifactWords(
  folder: CeremonyFolder,
  device: Device,
  current: Current,
  path: string,
): Promise<string> {
  const judged = await device.find(current, path);
  if (judged.kind === 'refused') return `${path} would NOT be taken: ${judged.refusal.message}`;
  const { target, roles, minVersion } = judged.value;
  const floor = minVersion === undefined ? '' : `; below ${minVersion} an approver has to consent`;
  const by = `vouched for by ${roles.at(-1) ?? 'targets'}${floor}`;
  try {
    const { length, sha256 } = await digestFile(folder.artifact(artifactName(target, true)));
    requireArtifact(target, { length, hashes: new Map([['sha256', sha256]]) });
    return `${path}: its bytes are here and good, ${by}`;
  } catch (error) {
    if (error instanceof CeremonyError) return `${path}: its bytes are not here, ${by}`;
    if (error instanceof TrustError) return `${path}: its bytes here are NOT genuine: ${error.saw}`;
    throw error;
  }
}

async function inspectDrafts(table: Table, folder: CeremonyFolder): Promise<void> {
  for (const role of await folder.draftRoles()) {
    const draft = await folder.draft(role);
    if (!draft) continue;
    const { expiresMs } = (role === 'root' ? openRoot(draft.bytes) : openTargets(draft.bytes, role))
      .signed;
    const version = Number(draft.signed['version']);
    table.out(`Draft of ${role} ${version}, expires ${expiryWords(expiresMs, table.now())}:`);
    for (const line of await changesOf(folder, draft)) table.out(`  ${line}`);
    const missing = missingWords(role, await progressOf(folder, draft));
    for (const line of missing.length > 0 ? missing : ['all signatures are there']) {
      table.out(`  ${line}`);
    }
  }
}
