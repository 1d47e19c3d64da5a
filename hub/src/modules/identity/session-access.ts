import type { Actor } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { everything } from '../../platform/scope.ts';
import { accessOf, type Access, type RoleInScope } from './grants.ts';
import { selectHeld } from './grants-store.ts';
import { countsInSession, type MfaPolicy } from './people/mfa-policy.ts';
import { tokenActor } from './service-tokens.ts';
import type { SessionIdentity } from './session-store.ts';

/** A person as grants see them. */
export interface Grantee {
  readonly id: string;
  readonly groups: readonly string[];
  readonly mappedRoles: readonly string[];
}

/**
 * What a person holds now: grants to them, grants to their groups, and roles that the
 * configuration gives to groups of an external provider.
 */
async function heldByPerson(
  db: Queryable,
  { id, groups, mappedRoles }: Grantee,
  now: Date,
): Promise<readonly RoleInScope[]> {
  const subjects = [`user:${id}`, ...groups.map((group) => `group:${group}`)];
  const mapped = mappedRoles.map((role) => ({ role, scope: everything }));
  return [...(await selectHeld(db, subjects, now)), ...mapped];
}

export async function rolesOf(
  db: Queryable,
  person: Grantee,
  now: Date,
): Promise<readonly string[]> {
  return accessOf(await heldByPerson(db, person, now)).roles;
}

/** The administrator of the first hour, whom no grant had to be made for. */
export function bootstrapOf(id: string, role: string): Actor {
  const access = accessOf([{ role, scope: everything }]);
  return { id, subject: `user:${id}`, kind: 'person', answersTo: null, ...access };
}

/** Whom a session speaks for, and what of their roles does not count in it. */
export interface SessionActor {
  readonly actor: Actor;
  /** Roles that ask for a second factor, which this session did not show. */
  readonly withheld: readonly string[];
}

/** The actor that a session speaks for, with what they hold at this moment. */
export async function sessionActor(
  db: Queryable,
  found: SessionIdentity,
  now: Date,
  policy: MfaPolicy,
): Promise<SessionActor> {
  const { actor: id, role, tokenId, answersTo, userId, amr } = found;
  if (userId !== null) {
    const { groups, mappedRoles } = found;
    const person = { id: userId, groups: groups ?? [], mappedRoles: mappedRoles ?? [] };
    const held = await heldByPerson(db, person, now);
    const counts = (one: RoleInScope): boolean => countsInSession(one.role, amr, policy);
    const access: Access = accessOf(held.filter(counts));
    const subject = `user:${userId}`;
    return {
      actor: { id, subject, kind: 'person', answersTo: null, ...access },
      withheld: held.filter((one) => !counts(one)).map((one) => one.role),
    };
  }
  if (tokenId === null) return { actor: bootstrapOf(id, role), withheld: [] };
  const grants = await selectHeld(db, [`token:${tokenId}`], now);
  return { actor: tokenActor({ tokenId, actor: id, answersTo, grants }), withheld: [] };
}
