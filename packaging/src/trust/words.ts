import {
  topRoles,
  type Delegation,
  type KeySet,
  type Root,
  type Targets,
  type TufKey,
} from '@eucora/protocol/trust';

// What metadata says, in words that a person can decide on.

const dayMs = 86_400_000;

/** What each role of root is for. */
const duties: Readonly<Record<string, string>> = {
  root: 'say who holds every other role, and reset the time',
  targets: 'vouch for artifacts, and say which publishers may',
  snapshot: 'say which versions of all metadata belong together',
  timestamp: 'say which of those is the newest',
  director: 'order what sites and devices install',
  approvers: 'consent to removal, versions below a minimum and late rings',
};

/** A key as people know it. */
export function keyWords(key: TufKey): string {
  return `${key.holder ?? 'somebody unnamed'} (${key.keyId.slice(0, 8)})`;
}

/** Who speaks for a role: "any 2 of Alice (…), Bob (…)". */
export function setWords({ keyIds, threshold, keys }: KeySet): string {
  if (keyIds.length === 0) return 'nobody yet';
  const names = keyIds.map((id) => {
    const key = keys.get(id);
    return key ? keyWords(key) : `an unknown key (${id.slice(0, 8)})`;
  });
  const many =
    names.length === 1 ? '' : threshold === names.length ? 'all of ' : `any ${threshold} of `;
  const lacks = threshold > names.length ? `; ${threshold} have to sign, so nothing can be` : '';
  return `${many}${names.join(', ')}${lacks}`;
}

/** When something expires, seen from `now`: "2031-05-01, in 1640 days". */
export function expiryWords(expiresMs: number, now: number): string {
  const date = new Date(expiresMs).toISOString().slice(0, 10);
  const days = Math.floor(Math.abs(expiresMs - now) / dayMs);
  return expiresMs > now ? `${date}, in ${days} days` : `${date}, ${days} days ago: EXPIRED`;
}

/** Root's roles, one line each: who may do what. */
export function rootWords(root: Root): readonly string[] {
  const sets = [
    ...topRoles.map((role): [string, KeySet] => [role, { ...root.roles[role], keys: root.keys }]),
    ...(root.director ? [['director', root.director] as [string, KeySet]] : []),
    ...(root.approvers ? [['approvers', root.approvers] as [string, KeySet]] : []),
  ];
  return sets.map(([role, set]) => `${role}: ${setWords(set)} may ${duties[role] ?? role}`);
}

/** What a delegation gives: paths, platforms, business units. */
export function delegationWords(delegation: Delegation, keys: KeySet): string {
  const { platforms, businessUnits } = delegation.scope;
  const within = [
    `paths ${delegation.paths.join(' ') || delegation.pathHashPrefixes.join(' ') || 'none'}`,
    ...(platforms.length > 0 ? [`for ${platforms.join(', ')}`] : []),
    ...(businessUnits.length > 0 ? [`of ${businessUnits.join(', ')}`] : []),
    ...(delegation.terminating ? ['and nobody after it'] : []),
  ];
  return `${delegation.name}: ${setWords(keys)} may vouch for ${within.join(', ')}`;
}

const difference = (what: string, before: readonly string[], after: readonly string[]) => [
  ...after.filter((each) => !before.includes(each)).map((each) => `+ ${what}${each}`),
  ...before.filter((each) => !after.includes(each)).map((each) => `- ${what}${each}`),
];

/** What signing a new root changes, line by line. */
export function rootChanges(before: Root | undefined, after: Root): readonly string[] {
  return difference('', before ? rootWords(before) : [], rootWords(after));
}

/** What signing a role's new targets changes, line by line. */
export function targetsChanges(before: Targets | undefined, after: Targets): readonly string[] {
  const files = (targets: Targets | undefined) =>
    [...(targets?.targets.values() ?? [])].map(({ path, length, hashes, note }) => {
      const name = note.package === undefined ? '' : `, ${note.package} ${note.version ?? ''}`;
      const floor = note.minVersion === undefined ? '' : `, never below ${note.minVersion}`;
      const hash = [...hashes.values()][0]?.slice(0, 16) ?? '';
      return `${path} (${length} bytes, ${hash}…${name}${floor})`;
    });
  const given = (targets: Targets | undefined) =>
    (targets?.delegations ?? []).map((each) =>
      delegationWords(each, { ...each, keys: targets?.keys ?? new Map() }),
    );
  return [
    ...difference('delegation ', given(before), given(after)),
    ...difference('artifact ', files(before), files(after)),
  ];
}
