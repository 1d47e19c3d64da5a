import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/db.ts';
import { ForbiddenError, UnauthenticatedError } from '../../../platform/errors.ts';
import { audit } from '../../audit/index.ts';
import { provesSecondFactor, requireMfa } from '../people/mfa-policy.ts';
import type { PeopleDeps } from '../people/settings.ts';
import {
  findExternalUser,
  findUser,
  insertUser,
  updateExternalUser,
  type User,
} from '../people/user-store.ts';
import { rolesOf } from '../session-access.ts';
import type { ProvedIdentity } from './relying-party.ts';
import { groupsOf, mappedRoles } from './role-mapping.ts';
import type { ExternalProvider } from './settings.ts';

const textMax = 200;

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const clean = value.replaceAll(/\p{Cc}/gu, ' ').trim();
  return clean === '' ? undefined : clean.slice(0, textMax);
}

/** How audit entries name somebody: never like a local account, which has no `@`. */
export function externalHandle(provider: string, said: ProvedIdentity): string {
  const name = textOf(said.claims['preferred_username']) ?? textOf(said.claims['email']);
  return `${name ?? said.subject.slice(0, textMax)}@${provider}`;
}

/**
 * The account of somebody whom an external provider signed in, made at their first time, with the
 * groups and roles of this time.
 * @throws UnauthenticatedError when it is disabled; ForbiddenError when no group gives a role, or
 * the role asks for a second factor of which the provider says nothing
 */
export async function externalUser(
  deps: PeopleDeps,
  provider: ExternalProvider,
  said: ProvedIdentity,
): Promise<User> {
  const now = deps.now();
  return deps.db.transaction(async (tx) => {
    const user = await findOrInsert(tx, provider, said, now);
    if (user.disabledAt !== null) {
      throw new UnauthenticatedError('This account is disabled here.', 'account_disabled');
    }
    const groups = groupsOf(said.claims, provider.mapping.groupsClaim);
    const roles = mappedRoles(groups, provider.mapping);
    const displayName = textOf(said.claims['name']) ?? user.handle;
    const email = textOf(said.claims['email']) ?? null;
    const known = { displayName, email, groups, mappedRoles: roles };
    await updateExternalUser(tx, user.id, known);
    const held = await rolesOf(tx, { ...user, ...known }, now);
    if (held.length === 0) {
      throw new ForbiddenError(
        'None of your groups has a role here; ask an administrator.',
        'no_role',
      );
    }
    if (requireMfa(held, deps.settings.mfa) && !provesSecondFactor(said, provider.secondFactor)) {
      throw new ForbiddenError(
        'Your role asks for a second factor, and the provider does not say that you showed one.',
        'second_factor_missing',
      );
    }
    return { ...user, ...known };
  });
}

/**
 * The methods that a session of an external provider remembers: `mfa` exactly when what the
 * provider said counts as two factors here, by whichever words the operator named.
 */
export function externalAmr(provider: ExternalProvider, said: ProvedIdentity): readonly string[] {
  const others = said.amr.filter((method) => method !== 'mfa');
  return provesSecondFactor(said, provider.secondFactor) ? [...others, 'mfa'] : others;
}

async function findOrInsert(
  tx: Tx,
  provider: ExternalProvider,
  said: ProvedIdentity,
  now: Date,
): Promise<User> {
  const found = await findExternalUser(tx, provider.id, said.subject);
  if (found) return found;
  const handle = externalHandle(provider.id, said);
  const mark = createHash('sha256').update(said.subject).digest('hex').slice(0, 8);
  const fresh = {
    provider: provider.id,
    subject: said.subject,
    displayName: handle,
    email: null,
    createdBy: provider.id,
  };
  // Two people of one name are told apart by a mark of what the provider calls them.
  const user =
    (await insertUser(tx, { ...fresh, handle }, now)) ??
    (await insertUser(tx, { ...fresh, handle: `${handle}#${mark}` }, now)) ??
    (await findExternalUser(tx, provider.id, said.subject));
  if (!user) throw new Error(`no account could be made for ${handle}`);
  const detail = { user: user.id, provider: provider.id };
  await audit(tx, { actor: user.handle, action: 'user.create', subject: user.handle, detail });
  return user;
}

/** The local account that the embedded provider signed in. @throws UnauthenticatedError */
export async function localUser(deps: PeopleDeps, said: ProvedIdentity): Promise<User> {
  const user = await findUser(deps.db, said.subject);
  if (user !== undefined && user.disabledAt === null && user.provider === 'local') {
    const roles = await rolesOf(deps.db, user, deps.now());
    if (!requireMfa(roles, deps.settings.mfa) || said.amr.includes('mfa')) return user;
  }
  throw new UnauthenticatedError('This account can’t sign in now.', 'account_disabled');
}
