import type { Actor } from '../../platform/api.ts';
import { ForbiddenError, InvalidError, NotFoundError } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';
import { audit } from '../audit/index.ts';
import { ownSubjects, subjectExists } from './grant-subjects.ts';
import { grantFault, reachFault, type GrantFault } from './grants.ts';
import { insertGrant, lockGrant, updateRevoked, type Grant } from './grants-store.ts';
import { isRole, roleNames, type Role } from './roles.ts';
import { refuseMissing } from './scope-places.ts';
import { scopeJson } from './scope.ts';
import type { GrantingDeps, IdentityDeps } from './service-tokens.ts';

export interface GrantRequest {
  /** `user:<uuid>` or `group:<claim value>`; tokens get theirs when they are made. */
  readonly subject: string;
  readonly role: string;
  readonly scope: Scope;
  readonly expiresAt: Date | null;
}

/**
 * Gives somebody a role within a scope.
 * @throws InvalidError for an unknown role, user, site or group of devices, or an end that has
 * passed; ForbiddenError for more than the actor holds or for longer, or something for themselves,
 * the person behind the token that asks, or a group that they are in
 */
export async function grantRole(
  deps: GrantingDeps,
  request: GrantRequest,
  actor: Actor,
): Promise<Grant> {
  const { subject, role, scope, expiresAt } = request;
  if (!isRole(role)) {
    throw new InvalidError(`"${role}" is no role; use ${roleNames.join(', ')}.`);
  }
  const now = deps.now();
  if (expiresAt !== null && expiresAt.getTime() <= now.getTime()) {
    throw new InvalidError('The end of a grant must lie ahead; leave it out for one without end.');
  }
  refuse(grantFault(actor, subject, { role, scope, expiresAt }), role);
  if ((await ownSubjects(deps.db, actor)).includes(subject)) refuse('own_grant', role);
  if (!(await subjectExists(deps.db, subject))) throw unknownUser(subject);
  await refuseMissing(deps.missingPlaces, scope);
  return deps.db.transaction(async (tx) => {
    const dates = { grantedAt: now, expiresAt };
    const grant = await insertGrant(tx, { subject, role, scope, grantedBy: actor.id, ...dates });
    const detail = {
      grant: grant.id,
      role,
      scope: scopeJson(scope),
      expires_at: expiresAt?.toISOString() ?? null,
    };
    await audit(tx, { actor: actor.id, action: 'grant.create', subject, detail });
    return grant;
  });
}

const unknownUser = (subject: string): InvalidError =>
  new InvalidError(
    `There is no user "${subject.slice('user:'.length)}"; take an id of /api/users/, or make the ` +
      'account first.',
    { code: 'unknown_user' },
  );

/**
 * Takes a grant back, at once. One that was taken back stays as it is.
 * @throws NotFoundError; ForbiddenError for one that the actor could not have given
 */
export async function revokeGrant(deps: IdentityDeps, id: number, actor: Actor): Promise<Grant> {
  const now = deps.now();
  return deps.db.transaction(async (tx) => {
    const grant = await lockGrant(tx, id);
    if (!grant) throw new NotFoundError('grant', String(id));
    const { subject, role, scope } = grant;
    // A role of another version holds nothing here; taking it back needs no more than an admin.
    const given: Role = isRole(role) ? role : 'platform_admin';
    const fault = reachFault(actor, subject, { role: given, scope });
    // Giving up one's own is nobody's loss.
    if (fault !== 'own_grant') refuse(fault, role);
    if (grant.revokedAt !== null) return grant;
    await updateRevoked(tx, id, actor.id, now);
    const detail = { grant: id, role, scope: scopeJson(scope) };
    await audit(tx, { actor: actor.id, action: 'grant.revoke', subject, detail });
    return { ...grant, revokedAt: now };
  });
}

const reasons: Readonly<Record<GrantFault, (role: string) => string>> = {
  own_grant: () =>
    'Nobody gives a role to themselves, to a group that they are in, or by a token to the person ' +
    'behind it; ask another administrator.',
  beyond_own_permissions: (role) =>
    `The role ${role} holds more than you do; ask somebody who holds it.`,
  beyond_own_scope: (role) =>
    `The role ${role} would reach further than you do; name sites, business units, device ` +
    'groups or environments that you hold it for.',
  beyond_own_time: (role) =>
    `The role ${role} would last longer than what you hold it by; give it an end no later than ` +
    'your own.',
};

function refuse(fault: GrantFault | undefined, role: string): void {
  if (fault !== undefined) throw new ForbiddenError(reasons[fault](role), fault);
}
