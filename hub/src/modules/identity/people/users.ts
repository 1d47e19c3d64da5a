import type { Actor } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/db.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
} from '../../../platform/errors.ts';
import { everything, type Scope } from '../../../platform/scope.ts';
import { audit } from '../../audit/index.ts';
import { grantEnd, reachFault } from '../grants.ts';
import { insertGrant } from '../grants-store.ts';
import { isRole, roleNames, type Role } from '../roles.ts';
import { scopeJson } from '../scope.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { deleteSessionsOf } from '../session-store.ts';
import { deleteTotp, findSetUpLink, putSetUpLink } from './credential-store.ts';
import { checkNewPassword } from './password.ts';
import type { PeopleDeps } from './settings.ts';
import {
  insertUser,
  lockUser,
  findUser,
  selectUser,
  updateDisabled,
  updatePassword,
  type User,
  type UserRow,
} from './user-store.ts';

const setUpMs = 72 * 3_600_000;
const handleShape = /^[a-z0-9][a-z0-9._-]{1,62}$/;
/** Names that audit entries give to the hub and its tools. */
const reserved = new Set(['admin', 'hub', 'cli', 'system', 'root', 'anonymous', 'agent', 'relay']);

export interface UserRequest {
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly role: string;
  readonly scope?: Scope | undefined;
}
export interface Invited {
  readonly user: UserRow;
  /** Sets the password, once, within three days. Shown once and kept nowhere. */
  readonly link: string;
}

/**
 * Makes a local account with one role, and the link by which its owner sets a password: nobody
 * else ever knows one.
 * @throws InvalidError for a name or role that can't be; ConflictError for a name that is taken;
 * ForbiddenError for a role beyond the actor's own
 */
export async function createUser(
  deps: PeopleDeps,
  request: UserRequest,
  actor: Actor,
): Promise<Invited> {
  const now = deps.now();
  const role = roleOf(request.role);
  const scope = request.scope ?? everything;
  const handle = request.name.trim().toLowerCase();
  if (!handleShape.test(handle) || reserved.has(handle)) {
    throw new InvalidError(
      `"${handle}" can't be a name: 2 to 63 letters, digits, dots, dashes or underscores, and none ` +
        'that the hub uses for itself.',
      { code: 'invalid_name' },
    );
  }
  if (reachFault(actor, '', { role, scope })) {
    throw new ForbiddenError(`The role ${role} holds more than you do.`, 'beyond_own_permissions');
  }
  return deps.db.transaction(async (tx) => {
    const fresh = { provider: 'local', handle, createdBy: actor.id };
    const { displayName, email } = request;
    const user = await insertUser(tx, { ...fresh, displayName, email }, now);
    if (!user) throw new ConflictError(`There is a user "${handle}" already.`, 'name_taken');
    // Who holds the role for a while gives it for no longer.
    const expiresAt = grantEnd(actor, { role, scope });
    const granted = { grantedBy: actor.id, grantedAt: now, expiresAt };
    await insertGrant(tx, { subject: `user:${user.id}`, role, scope, ...granted });
    const detail = { user: user.id, role, scope: scopeJson(scope) };
    await audit(tx, { actor: actor.id, action: 'user.create', subject: handle, detail });
    const link = await newLink(tx, user.id, now);
    return { user: await rowOf(tx, user.id, now), link };
  });
}

function roleOf(text: string): Role {
  if (isRole(text)) return text;
  throw new InvalidError(`"${text}" is no role; use ${roleNames.join(', ')}.`);
}

async function newLink(tx: Tx, userId: string, now: Date): Promise<string> {
  const link = newSecret('link');
  await putSetUpLink(tx, hashSecret(link), userId, now, new Date(now.getTime() + setUpMs));
  return link;
}

async function rowOf(tx: Tx, id: string, now: Date): Promise<UserRow> {
  const row = await selectUser(tx, id, now);
  if (row) return row;
  throw new NotFoundError('user', id);
}

/**
 * A new set-up link for somebody who lost theirs or forgot their password; with `resetFactors`
 * their authenticator, passkeys and recovery codes go too. Their sessions end.
 * @throws NotFoundError; InvalidError for an account of an external provider; ForbiddenError
 */
export async function inviteAgain(
  deps: PeopleDeps,
  id: string,
  resetFactors: boolean,
  actor: Actor,
): Promise<Invited> {
  const now = deps.now();
  return deps.db.transaction(async (tx) => {
    const user = await lockAllowed(tx, id, actor, now);
    if (user.provider !== 'local') {
      throw new InvalidError('This account signs in elsewhere; its password is changed there.');
    }
    if (resetFactors) {
      await deleteTotp(tx, id);
      await tx.query('DELETE FROM identity.passkeys WHERE user_id = $1', [id]);
      await tx.query('DELETE FROM identity.recovery_codes WHERE user_id = $1', [id]);
    }
    await deleteSessionsOf(tx, id);
    const link = await newLink(tx, id, now);
    const detail = { user: id, reset_factors: resetFactors };
    await audit(tx, { actor: actor.id, action: 'user.invite', subject: user.handle, detail });
    return { user: await rowOf(tx, id, now), link };
  });
}

/** A user whom the actor may manage: they hold nothing that the actor does not. */
async function lockAllowed(tx: Tx, id: string, actor: Actor, now: Date): Promise<User> {
  const user = await lockUser(tx, id);
  if (!user) throw new NotFoundError('user', id);
  const { roles } = await rowOf(tx, id, now);
  const beyond = roles.some(
    (role) => isRole(role) && reachFault(actor, '', { role, scope: everything }) !== undefined,
  );
  if (!beyond) return user;
  throw new ForbiddenError(`${user.handle} holds more than you do.`, 'beyond_own_permissions');
}

/**
 * Disables or enables an account. Disabled, its sessions end at once and it can't sign in; what it
 * did stays.
 * @throws NotFoundError; ForbiddenError for one's own account
 */
export async function setDisabled(
  deps: PeopleDeps,
  id: string,
  disabled: boolean,
  actor: Actor,
): Promise<UserRow> {
  const now = deps.now();
  if (actor.subject === `user:${id}`) {
    throw new ForbiddenError('You can’t disable your own account; ask another administrator.');
  }
  return deps.db.transaction(async (tx) => {
    const user = await lockAllowed(tx, id, actor, now);
    if ((user.disabledAt !== null) !== disabled) {
      await updateDisabled(tx, id, disabled ? now : null);
      if (disabled) await deleteSessionsOf(tx, id);
      const action = disabled ? 'user.disable' : 'user.enable';
      await audit(tx, { actor: actor.id, action, subject: user.handle, detail: { user: id } });
    }
    return rowOf(tx, id, now);
  });
}

/** Ends all sessions of a user at once. @throws NotFoundError; ForbiddenError */
export async function endSessions(deps: PeopleDeps, id: string, actor: Actor): Promise<UserRow> {
  const now = deps.now();
  return deps.db.transaction(async (tx) => {
    const user = await lockAllowed(tx, id, actor, now);
    const ended = await deleteSessionsOf(tx, id);
    const detail = { user: id, sessions: ended };
    await audit(tx, { actor: actor.id, action: 'session.end_all', subject: user.handle, detail });
    return rowOf(tx, id, now);
  });
}

/** Whose set-up link this is. @throws NotFoundError when it is used, expired or none */
export async function readSetUpLink(deps: PeopleDeps, link: string): Promise<User> {
  const id = await findSetUpLink(deps.db, hashSecret(link), deps.now(), false);
  const user = id === undefined ? undefined : await findUser(deps.db, id);
  if (user !== undefined && user.disabledAt === null) return user;
  throw deadLink();
}

const deadLink = () =>
  new InvalidError(
    'This link was used already, has expired or was replaced; ask an administrator for a new one.',
    { code: 'dead_link' },
  );

/**
 * Sets a password by a set-up link, once.
 * @throws InvalidError for a weak password, which leaves the link as it is, or a dead link
 */
export async function setUpPassword(
  deps: PeopleDeps,
  link: string,
  password: string,
): Promise<User> {
  const user = await readSetUpLink(deps, link);
  checkNewPassword(password, [user.handle, user.displayName]);
  const hash = await deps.passwords.hash(password);
  const now = deps.now();
  await deps.db.transaction(async (tx) => {
    if ((await findSetUpLink(tx, hashSecret(link), now, true)) !== user.id) throw deadLink();
    await updatePassword(tx, user.id, hash, now);
    await deleteSessionsOf(tx, user.id);
    const { handle } = user;
    await audit(tx, { actor: handle, action: 'password.set', subject: handle });
  });
  return user;
}
