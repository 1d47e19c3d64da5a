import { randomBytes } from 'node:crypto';
import type { Actor } from '../../platform/api.ts';
import type { Database, Queryable, Tx } from '../../platform/db.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
} from '../../platform/errors.ts';
import { everything, type Scope } from '../../platform/scope.ts';
import { audit } from '../audit/index.ts';
import { accessOf, grantFault, reachFault, type GrantFault, type RoleInScope } from './grants.ts';
import { insertGrant } from './grants-store.ts';
import { isRole, roleNames, type Role } from './roles.ts';
import { refuseMissing, type MissingPlaces } from './scope-places.ts';
import { scopeJson } from './scope.ts';
import { hashSecret, newSecret } from './secrets.ts';
import {
  findToken,
  insertToken,
  lockToken,
  noteUse,
  revokeToken,
  selectTokens,
  type TokenIdentity,
  type TokenRow,
} from './token-store.ts';

const dayMs = 86_400_000;
const defaultDays = 90;
/** The longest life of a service token, in days (the specification's 8.5 rotates within a year). */
export const tokenDaysMax = 366;
const noteUseEveryMs = 60_000;
const nameShape = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const servicePrefix = 'service:';
/** Who `admin-token` speaks for. */
export const bootstrapActor = 'admin';

export interface IdentityDeps {
  readonly db: Database;
  readonly now: () => Date;
}
/** What granting needs beside: identity comes before sites and devices, and knows neither. */
export interface GrantingDeps extends IdentityDeps {
  /** Sites and groups of devices that a scope names and that are not there. */
  readonly missingPlaces: MissingPlaces;
}
export interface TokenRequest {
  readonly role: string;
  readonly scope?: Scope;
  readonly name?: string | undefined;
  readonly days?: number;
}
export interface CreatedToken {
  /** The secret; it is shown once and kept nowhere. */
  readonly token: string;
  readonly row: TokenRow;
}

/** The actor that a token is. */
export function tokenActor(token: Omit<TokenIdentity, 'lastUsedAt' | 'expiresAt'>): Actor {
  const isService = token.actor.startsWith(servicePrefix);
  return {
    id: token.actor,
    subject: `token:${token.tokenId}`,
    kind: isService ? 'service' : 'person',
    answersTo: token.answersTo,
    ...accessOf(token.grants),
  };
}

/** Finds the token of a secret, and notes that it was used, at most once a minute. */
export async function recogniseToken(
  db: Queryable,
  secret: string,
  now: Date,
): Promise<TokenIdentity | undefined> {
  const found = await findToken(db, hashSecret(secret), now);
  if (!found) return undefined;
  const since = now.getTime() - (found.lastUsedAt?.getTime() ?? Number.NEGATIVE_INFINITY);
  if (since >= noteUseEveryMs) await noteUse(db, found.tokenId, now);
  return found;
}

/**
 * Makes a service token for a role within a scope (without one: everything), for 90 days unless
 * told otherwise. `by` is the command line or the hub itself, which may hand out anything.
 * @throws InvalidError for an unknown role, a name or days that can't be; ConflictError for a name
 * that is taken
 */
export async function createToken(
  deps: IdentityDeps,
  request: TokenRequest,
  by: string,
): Promise<string> {
  const role = roleOf(request.role);
  const create = (tx: Tx) =>
    addToken(tx, deps.now(), { ...request, role }, { createdBy: by, answersTo: null });
  return (await deps.db.transaction(create)).token;
}

/**
 * Makes a service token as somebody who may hand out what it shall hold.
 * @throws as createToken; ForbiddenError for more than the actor holds, or for longer; InvalidError
 * for a scope of sites or groups that are not there
 */
export async function createTokenAs(
  deps: GrantingDeps,
  request: TokenRequest,
  actor: Actor,
): Promise<CreatedToken> {
  const role = roleOf(request.role);
  const expiresAt = endAfter(deps.now(), request.days);
  const wanted = { role, scope: request.scope ?? everything, expiresAt };
  // Its subject does not exist yet, so that it can't be the actor's own.
  const fault = grantFault(actor, '', wanted);
  if (fault) throw new ForbiddenError(beyond(role, fault), fault);
  await refuseMissing(deps.missingPlaces, wanted.scope);
  const maker = { createdBy: actor.id, answersTo: actor.answersTo ?? actor.id };
  return deps.db.transaction((tx) => addToken(tx, deps.now(), { ...request, role }, maker));
}

function roleOf(text: string): Role {
  if (isRole(text)) return text;
  throw new InvalidError(`"${text}" is no role; use ${roleNames.join(', ')}.`);
}

function beyond(role: string, fault?: GrantFault): string {
  return fault === 'beyond_own_time'
    ? `You hold the role ${role} for less long than this token would live; name fewer days.`
    : `The role ${role} holds, or reaches, more than you do; ask somebody who holds it.`;
}

const endAfter = (now: Date, days = defaultDays): Date => new Date(now.getTime() + days * dayMs);

async function addToken(
  tx: Tx,
  now: Date,
  request: TokenRequest & { readonly role: Role },
  maker: { readonly createdBy: string; readonly answersTo: string | null },
): Promise<CreatedToken> {
  const { role, scope = everything, days = defaultDays } = request;
  const name = request.name ?? `${role}-${randomBytes(3).toString('hex')}`;
  if (!nameShape.test(name)) {
    throw new InvalidError(
      `"${name}" is no name of a token: at most 63 small letters, digits, dots, dashes, underscores.`,
    );
  }
  if (!Number.isInteger(days) || days < 1 || days > tokenDaysMax) {
    throw new InvalidError(`A token lives for 1 to ${tokenDaysMax} days; make a new one then.`);
  }
  const token = newSecret('token');
  const expiresAt = endAfter(now, days);
  const fields = { actor: `${servicePrefix}${name}`, ...maker, createdAt: now, expiresAt };
  const id = await insertToken(tx, hashSecret(token), fields);
  if (id === undefined) {
    throw new ConflictError(`There is a token "${name}"; revoke it, or take another name.`);
  }
  await grantTo(tx, id, { role, scope }, maker.createdBy, now);
  await audit(tx, {
    actor: maker.createdBy,
    action: 'token.create',
    subject: fields.actor,
    detail: { token: id, role, scope: scopeJson(scope), expires_at: expiresAt.toISOString() },
  });
  const grants = [{ role, scope }];
  return { token, row: { id, ...fields, lastUsedAt: null, revokedAt: null, grants } };
}

/** Gives a token a role in a scope, until the token ends. */
export async function grantTo(
  tx: Tx,
  tokenId: number,
  { role, scope }: RoleInScope,
  grantedBy: string,
  now: Date,
): Promise<void> {
  const subject = `token:${tokenId}`;
  await insertGrant(tx, { subject, role, scope, grantedBy, grantedAt: now, expiresAt: null });
}

/** Service tokens and what they were granted, newest first. */
export function listTokens(
  db: Queryable,
  before: number | null,
  limit: number,
): Promise<TokenRow[]> {
  return selectTokens(db, before, limit);
}

/**
 * Revokes a token by its number or its name, at once: its next request is refused and the sessions
 * that it opened end. One that is revoked stays as it is.
 * @throws NotFoundError; ForbiddenError when `as` could not have made it
 */
export async function revokeServiceToken(
  deps: IdentityDeps,
  token: { readonly id: number } | { readonly name: string },
  by: string,
  as?: Actor,
): Promise<TokenRow> {
  const now = deps.now();
  return deps.db.transaction(async (tx) => {
    const key = 'id' in token ? token : { actor: `${servicePrefix}${token.name}` };
    const row = await lockToken(tx, key);
    if (!row) throw new NotFoundError('service token', String(Object.values(token)[0]));
    if (as && !mayRevoke(as, row)) {
      throw new ForbiddenError(beyond(row.grants[0]?.role ?? 'none'), 'beyond_own_scope');
    }
    if (row.revokedAt !== null) return row;
    await revokeToken(tx, row.id, by, now);
    await audit(tx, {
      actor: by,
      action: 'token.revoke',
      subject: row.actor,
      detail: { token: row.id },
    });
    return { ...row, revokedAt: now };
  });
}

/** Whoever could make a token may revoke it, and everybody their own. */
function mayRevoke(actor: Actor, { id, createdBy, grants }: TokenRow): boolean {
  if (createdBy === actor.id || `token:${id}` === actor.subject) return true;
  return grants.every(
    ({ role, scope }) => isRole(role) && reachFault(actor, '', { role, scope }) === undefined,
  );
}
