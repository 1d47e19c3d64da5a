import type { Actor, Granted } from '../../platform/api.ts';
import {
  covers,
  hullOf,
  isEverything,
  isWithin,
  type Place,
  type Scope,
} from '../../platform/scope.ts';
import { isRole, permits, roleNames, roles, type Role } from './roles.ts';

/** A role and how far it reaches, as it was granted. */
export interface RoleInScope {
  readonly role: string;
  readonly scope: Scope;
  /** When it ends by itself; absent or null: not before it is taken back. */
  readonly expiresAt?: Date | null;
}
/** Everything that an actor holds. */
export type Access = Pick<Actor, 'role' | 'roles' | 'permissions' | 'scope' | 'grants'>;

/** What grants give together. An unknown role (a newer version's) holds nothing. */
export function accessOf(held: readonly RoleInScope[]): Access {
  const grants = held.map(({ role, scope, expiresAt = null }): Granted => {
    return { role, scope, expiresAt, permissions: isRole(role) ? roles[role] : [] };
  });
  const names = [...new Set(grants.map(({ role }) => role))].toSorted(byRank);
  return {
    role: names[0] ?? 'none',
    roles: names,
    permissions: [...new Set(grants.flatMap(({ permissions }) => permissions))],
    scope: hullOf(grants.map(({ scope }) => scope)),
    grants,
  };
}

const rank = (name: string): number => {
  const index = isRole(name) ? roleNames.indexOf(name) : -1;
  return index < 0 ? roleNames.length : index;
};
const byRank = (a: string, b: string): number => rank(a) - rank(b);

/**
 * Does an actor hold a permission, for an object or (without one) anywhere at all? One grant has to
 * give both: what is held at one site is not held at another by a second grant for something else.
 */
export function holds(actor: Pick<Actor, 'grants'>, permission: string, place?: Place): boolean {
  const reach = reachOf(actor, permission);
  return place === undefined ? reach.length > 0 : reach.some((scope) => covers(scope, place));
}

/** Where an actor holds a permission: the objects that lie in one of these scopes. */
export function reachOf(actor: Pick<Actor, 'grants'>, permission: string): readonly Scope[] {
  const reach = actor.grants
    .filter(({ permissions }) => permits(permissions, permission))
    .map(({ scope }) => scope);
  return reach.find(isEverything) === undefined ? reach : [reach.find(isEverything)!];
}

/** Why somebody may not decide about a role in a scope; undefined: they may. */
export type ReachFault = 'own_grant' | 'beyond_own_permissions' | 'beyond_own_scope';
/** Why somebody may not hand out a role; undefined: they may. */
export type GrantFault = ReachFault | 'beyond_own_time';
interface Wanted {
  readonly role: Role;
  readonly scope: Scope;
}

/** The grants of an actor that hold all that a role holds. */
function ableTo(actor: Pick<Actor, 'grants'>, role: Role): readonly Granted[] {
  return actor.grants.filter(({ permissions }) =>
    roles[role].every((needed) => permits(permissions, needed)),
  );
}

/**
 * Nobody decides about more than they hold, nor about themselves. For taking back, where it does
 * not matter for how long it was given.
 */
export function reachFault(
  actor: Pick<Actor, 'grants' | 'subject'>,
  subject: string,
  { role, scope }: Wanted,
): ReachFault | undefined {
  if (subject === actor.subject) return 'own_grant';
  const able = ableTo(actor, role);
  if (able.length === 0) return 'beyond_own_permissions';
  return able.some((grant) => isWithin(scope, grant.scope)) ? undefined : 'beyond_own_scope';
}

/** When what an actor can hand out of a role in a scope ends; null: not by itself. */
export function grantEnd(actor: Pick<Actor, 'grants'>, { role, scope }: Wanted): Date | null {
  const ends = ableTo(actor, role)
    .filter((grant) => isWithin(scope, grant.scope))
    .map(({ expiresAt }) => expiresAt);
  if (ends.length === 0 || ends.includes(null)) return null;
  return new Date(Math.max(...ends.map((end) => end?.getTime() ?? 0)));
}

/**
 * Nobody hands out more than they hold, for longer than they hold it, nor anything to themselves
 * or to a token that answers to them more than they have.
 */
export function grantFault(
  actor: Pick<Actor, 'grants' | 'subject'>,
  subject: string,
  wanted: Wanted & { readonly expiresAt: Date | null },
): GrantFault | undefined {
  const fault = reachFault(actor, subject, wanted);
  if (fault !== undefined) return fault;
  const end = grantEnd(actor, wanted);
  if (end === null) return undefined;
  const isLonger = wanted.expiresAt === null || wanted.expiresAt > end;
  return isLonger ? 'beyond_own_time' : undefined;
}
