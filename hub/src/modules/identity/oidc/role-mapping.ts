import type { Role } from '../roles.ts';

export interface RoleMapping {
  /** The claim that lists groups; dots go inside: `realm_access.roles`. */
  readonly groupsClaim: string;
  readonly roles: ReadonlyMap<string, Role>;
  /** Who is in none of the groups; undefined: they are not let in. */
  readonly defaultRole: Role | undefined;
}

const groupsMax = 500;
const groupCharactersMax = 256;

/** The groups that claims name; other shapes than a text or a list of texts are no groups. */
export function groupsOf(claims: Readonly<Record<string, unknown>>, claim: string): string[] {
  let value: unknown = claims;
  for (const name of Object.hasOwn(claims, claim) ? [claim] : claim.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
    value = Reflect.get(value, name);
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list
    .filter((each): each is string => typeof each === 'string')
    .filter((each) => each !== '' && each.length <= groupCharactersMax)
    .slice(0, groupsMax);
}

/** The roles that groups give, in the order of the configuration. */
export function mappedRoles(groups: readonly string[], mapping: RoleMapping): Role[] {
  const held = [...mapping.roles].filter(([group]) => groups.includes(group));
  const found = [...new Set(held.map(([, role]) => role))];
  if (found.length > 0 || mapping.defaultRole === undefined) return found;
  return [mapping.defaultRole];
}
