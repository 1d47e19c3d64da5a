import type { Actor } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { everything } from '../../platform/scope.ts';
import { accessOf, type Access } from './grants.ts';
import { selectHeld } from './grants-store.ts';
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
export async function accessOfPerson(
  db: Queryable,
  { id, groups, mappedRoles }: Grantee,
  now: Date,
): Promise<Access> {
  const subjects = [`user:${id}`, ...groups.map((group) => `group:${group}`)];
  const mapped = mappedRoles.map((role) => ({ role, scope: everything }));
  return accessOf([...(await selectHeld(db, subjects, now)), ...mapped]);
}

export async function rolesOf(
  db: Queryable,
  person: Grantee,
  now: Date,
): Promise<readonly string[]> {
  return (await accessOfPerson(db, person, now)).roles;
}

/** The administrator of the first hour, whom no grant had to be made for. */
export function bootstrapOf(id: string, role: string): Actor {
  const access = accessOf([{ role, scope: everything }]);
  return { id, subject: `user:${id}`, kind: 'person', answersTo: null, ...access };
}

/** The actor that a session speaks for, with what they hold at this moment. */
export async function sessionActor(
  db: Queryable,
  found: SessionIdentity,
  now: Date,
): Promise<Actor> {
  const { actor, role, tokenId, answersTo, userId } = found;
  if (userId !== null) {
    const { groups, mappedRoles } = found;
    const person = { id: userId, groups: groups ?? [], mappedRoles: mappedRoles ?? [] };
    const access = await accessOfPerson(db, person, now);
    return { id: actor, subject: `user:${userId}`, kind: 'person', answersTo: null, ...access };
  }
  if (tokenId === null) return bootstrapOf(actor, role);
  const grants = await selectHeld(db, [`token:${tokenId}`], now);
  return tokenActor({ tokenId, actor, answersTo, grants });
}
