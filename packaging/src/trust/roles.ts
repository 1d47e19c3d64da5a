import {
  isObject,
  isList,
  openRoot,
  openTargets,
  ownField,
  ownRoles,
  parseJson,
  topRoles,
  type Delegation,
  type JsonObject,
  type KeySet,
  type Root,
  type Targets,
} from '@eucora/protocol/trust';
import type { CeremonyFolder, Draft } from './ceremony-folder.ts';
import { CeremonyError } from './table.ts';

const dayMs = 86_400_000;

/**
 * Days until a role's metadata expires, where nobody says otherwise. They are long on purpose: what
 * is too old to act on is the lease's business, which a site without a wire can live with.
 */
export const daysDefault = { root: 1_825, targets: 1_095, snapshot: 730, timestamp: 730 } as const;

/** No ceremony was held before this program was written: a laptop without a battery says 1970. */
const clockMsMin = Date.UTC(2026, 0, 1);

/**
 * When metadata of a role that is made now expires, Unix ms.
 * @throws CeremonyError where this machine's clock is certainly wrong
 */
export function expiryOf(role: string, now: number, days: number | undefined): number {
  if (now < clockMsMin) {
    const day = new Date(now).toISOString().slice(0, 10);
    throw new CeremonyError(`This machine's clock says ${day}; set it, since expiries follow it.`);
  }
  const fixed: Readonly<Record<string, number>> = daysDefault;
  return now + (days ?? fixed[role] ?? daysDefault.targets) * dayMs;
}

/** A role's newest metadata: its draft, else what is published. */
export interface Newest {
  readonly signed: JsonObject;
  readonly bytes: Uint8Array;
  readonly draft: Draft | undefined;
}

export async function newest(folder: CeremonyFolder, role: string): Promise<Newest | undefined> {
  const draft = await folder.draft(role);
  if (draft) return { signed: draft.signed, bytes: draft.bytes, draft };
  const bytes = await folder.published(role);
  if (!bytes) return undefined;
  const json = parseJson(bytes);
  const signed = isObject(json) ? json['signed'] : undefined;
  return isObject(signed) ? { signed, bytes, draft: undefined } : undefined;
}

/** The newest root. @throws CeremonyError before `init` */
export async function requireRoot(folder: CeremonyFolder): Promise<Newest & { root: Root }> {
  const found = await newest(folder, 'root');
  if (!found) {
    throw new CeremonyError(
      `${folder.dir} is no ceremony folder yet; eucora-trust init makes one.`,
    );
  }
  return { ...found, root: openRoot(found.bytes).signed };
}

/** A targets role's newest metadata. */
export async function newestTargets(
  folder: CeremonyFolder,
  role: string,
): Promise<(Newest & { targets: Targets }) | undefined> {
  const found = await newest(folder, role);
  return found && { ...found, targets: openTargets(found.bytes, role).signed };
}

/** A delegation and the role that makes it. */
export interface Given {
  readonly by: string;
  readonly delegation: Delegation;
  readonly keys: KeySet;
}

/** Every delegation there is, from `targets` on, in the order in which a search asks. */
export async function delegations(folder: CeremonyFolder): Promise<readonly Given[]> {
  const given: Given[] = [];
  const waiting = ['targets'];
  const seen = new Set(waiting);
  for (let by = waiting.shift(); by !== undefined; by = waiting.shift()) {
    const found = await newestTargets(folder, by);
    for (const delegation of found?.targets.delegations ?? []) {
      const keys = found?.targets.keys ?? new Map();
      given.push({ by, delegation, keys: { ...delegation, keys } });
      if (!seen.has(delegation.name)) waiting.push(delegation.name);
      seen.add(delegation.name);
    }
  }
  return given;
}

/**
 * Who has to sign a role's next metadata: of root both its published keys and its new ones, of
 * a delegated role those that its delegator names.
 * @throws CeremonyError for a role that nobody knows
 */
export async function signersFor(folder: CeremonyFolder, role: string): Promise<readonly KeySet[]> {
  const { root } = await requireRoot(folder);
  if (role === 'root') {
    const published = await folder.published('root');
    const old = published && openRoot(published).signed;
    const sets = old ? [old, root] : [root];
    return sets.map((each) => ({ ...each.roles.root, keys: each.keys }));
  }
  if (role === 'targets' || role === 'snapshot' || role === 'timestamp') {
    return [{ ...root.roles[role], keys: root.keys }];
  }
  const given = (await delegations(folder)).filter(({ delegation }) => delegation.name === role);
  if (given.length > 0) return given.map(({ keys }) => keys);
  throw new CeremonyError(`Nobody has delegated to a role "${role}"; eucora-trust delegate does.`);
}

/** Checks that a name may become a role's, and part of file names everywhere. */
export function checkRoleName(name: string): string {
  const isTaken = [...topRoles, ...ownRoles].some((each) => each === name);
  if (!isTaken && /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/.test(name)) return name;
  throw new CeremonyError(
    `"${name}" can't name a publisher's role: use 1 to 64 of a-z, 0-9 and inner . _ - , and none ` +
      `of ${[...topRoles, ...ownRoles].join(', ')}.`,
  );
}

/** The key ids of one of root's roles, ours included. */
export function keyIdsOf(root: JsonObject, role: string): readonly string[] {
  const at = ownRoles.some((each) => each === role) ? root[ownField] : root['roles'];
  const found = isObject(at) ? at[role] : undefined;
  const ids = isObject(found) ? found['keyids'] : undefined;
  return ids !== undefined && isList(ids) ? ids.map(String) : [];
}
