import {
  bytesToSign,
  composeSnapshot,
  composeTimestamp,
  encodeSigned,
  openRoot,
  openSnapshot,
  openTargets,
  openTimestamp,
  publishedName,
  type JsonObject,
  type ListedFile,
  type Root,
} from '@eucora/protocol/trust';
import type { CeremonyFolder, Draft } from './ceremony-folder.ts';
import { Device } from './client.ts';
import type { Signer } from './signer.ts';
import { delegations, expiryOf, requireRoot } from './roles.ts';
import { missingWords, progressOf } from './signing.ts';
import { CeremonyError, type Table } from './table.ts';
import { setWords } from './words.ts';

/** Drafts that can be published, and what the others wait for. */
async function readyDrafts(folder: CeremonyFolder) {
  const ready: Draft[] = [];
  const waiting: string[] = [];
  for (const role of await folder.draftRoles()) {
    const draft = await folder.draft(role);
    if (!draft) continue;
    const missing = missingWords(role, await progressOf(folder, draft));
    if (missing.length === 0) ready.push(draft);
    else waiting.push(...missing);
  }
  return { ready, waiting };
}

/**
 * Publishes what has all its signatures: a snapshot and a timestamp are made and signed by `signers`,
 * and a device that trusts the first root and one that trusts what was published before must both
 * take it; only then is anything written, the timestamp last.
 */
export async function publish(
  table: Table,
  folder: CeremonyFolder,
  signers: readonly Signer[],
  days: number | undefined,
): Promise<void> {
  await folder.dropPublished();
  const { ready, waiting } = await readyDrafts(folder);
  for (const line of waiting) table.out(`stays a draft: ${line}`);
  const root = await rootToPublish(folder, ready);
  const files = new Map<string, Uint8Array>();
  for (const draft of ready) {
    const version = Number(draft.signed['version']);
    files.set(publishedName(draft.role, version, true), draft.bytes);
  }
  const listed = await listedTargets(folder, ready);
  const snapshot = await nextSnapshot(table, folder, root, signers, listed, days);
  files.set(publishedName('snapshot', snapshot.version, true), snapshot.bytes);
  const last = await folder.published('timestamp');
  const version = (last ? openTimestamp(last).signed.version : 0) + 1;
  const expires = expiryOf('timestamp', table.now(), days);
  const timestamp = await signAll(
    composeTimestamp(version, expires, snapshot),
    'timestamp',
    root,
    signers,
  );
  files.set('timestamp.json', timestamp);
  await requireAccepted(table, folder, files);
  for (const [name, bytes] of files) await folder.writeMetadata(name, bytes);
  for (const draft of ready) await folder.dropDraft(draft.role);
  const names = ready.map(({ role, signed }) => `${role} ${Number(signed['version'])}`);
  table.out(
    `Published: ${[...names, `snapshot ${snapshot.version}`, `timestamp ${version}`].join(', ')}.`,
  );
}

async function rootToPublish(folder: CeremonyFolder, ready: readonly Draft[]): Promise<Root> {
  const draft = ready.find(({ role }) => role === 'root');
  const bytes = draft?.bytes ?? (await folder.published('root'));
  if (bytes) return openRoot(bytes).signed;
  await requireRoot(folder);
  throw new CeremonyError('The first root lacks signatures; its holders sign it, then publish.');
}

/** Every targets role with its newest signed metadata; none that was published is left out. */
async function listedTargets(
  folder: CeremonyFolder,
  ready: readonly Draft[],
): Promise<ReadonlyMap<string, ListedFile>> {
  const before = await folder.published('snapshot');
  const roles = new Set(['targets', ...(before ? openSnapshot(before).signed.meta.keys() : [])]);
  for (const { delegation } of await delegations(folder)) roles.add(delegation.name);
  const listed = new Map<string, ListedFile>();
  for (const role of roles) {
    const draft = ready.find((each) => each.role === role);
    const bytes = draft?.bytes ?? (await folder.published(role));
    if (bytes) listed.set(role, { bytes, version: openTargets(bytes, role).signed.version });
  }
  return listed;
}

async function nextSnapshot(
  table: Table,
  folder: CeremonyFolder,
  root: Root,
  signers: readonly Signer[],
  listed: ReadonlyMap<string, ListedFile>,
  days: number | undefined,
): Promise<ListedFile> {
  const before = await folder.published('snapshot');
  const version = (before ? openSnapshot(before).signed.version : 0) + 1;
  const expires = expiryOf('snapshot', table.now(), days);
  const signed = composeSnapshot(version, expires, listed);
  return { version, bytes: await signAll(signed, 'snapshot', root, signers) };
}

async function signAll(
  signed: JsonObject,
  role: 'snapshot' | 'timestamp',
  root: Root,
  signers: readonly Signer[],
): Promise<Uint8Array> {
  const { keyIds, threshold } = root.roles[role];
  const ours = signers.filter(({ keyId }) => keyIds.includes(keyId));
  if (ours.length < threshold) {
    const who = setWords({ ...root.roles[role], keys: root.keys });
    throw new CeremonyError(
      `${role} has to be signed by ${who}, and ${ours.length} of these keys ${ours.length === 1 ? 'is' : 'are'} here; ` +
        'give --key for each.',
    );
  }
  const bytes = bytesToSign(signed);
  const signatures = [];
  for (const signer of ours) {
    signatures.push({ keyId: signer.keyId, sig: await signer.sign(bytes) });
  }
  return encodeSigned(signed, signatures);
}

/** What a device makes of it before anybody else sees it. @throws CeremonyError */
async function requireAccepted(
  table: Table,
  folder: CeremonyFolder,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const source = async (name: string) => files.get(name) ?? (await folder.metadata(name));
  const first = await source('1.root.json');
  if (!first) throw new CeremonyError('1.root.json is missing in metadata; copy it back.');
  const newcomer = new Device(new Map([['root.json', first]]), source, table.now());
  const kept = new Map([['root.json', (await folder.published('root')) ?? first]]);
  for (const role of ['timestamp', 'snapshot', 'targets']) {
    const bytes = await folder.published(role);
    if (bytes) kept.set(`${role}.json`, bytes);
  }
  const regular = new Device(kept, source, table.now());
  for (const device of [newcomer, regular]) {
    const judged = await device.refresh();
    if (judged.kind === 'refused') {
      throw new CeremonyError(
        `Nothing is published, since no device would take it. ${judged.refusal.message}`,
        {
          cause: judged.refusal,
        },
      );
    }
  }
}
