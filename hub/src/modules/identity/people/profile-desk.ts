import type { FastifyReply, FastifyRequest } from 'fastify';
import { iso } from '../../../platform/api.ts';
import { ForbiddenError } from '../../../platform/errors.ts';
import { passkeyHost } from '../oidc/origins.ts';
import { originOf } from '../provider/routes.ts';
import { sessionCookie, type CookieOptions } from '../session-cookie.ts';
import { renewSession } from '../sessions.ts';
import { selectSessions, type SessionRow } from '../session-store.ts';
import { factorsOf, selectPasskeys, type Passkey } from './credential-store.ts';
import { requireMfa } from './mfa-policy.ts';
import type { PeopleDeps } from './settings.ts';
import { findUser, type User } from './user-store.ts';

export interface ProfileDeps extends PeopleDeps {
  readonly cookie: CookieOptions;
}
/** Who asks about their own account, and by which session. */
export interface Self {
  readonly user: User;
  readonly sessionId: string;
}

/** How one signs in is changed only soon after one did: an unguarded screen is not enough. */
const freshMs = 900_000;

const passkeyItem = ({ id, name, rpId, backedUp, createdAt, usedAt }: Passkey) => ({
  id,
  name,
  host: rpId,
  backed_up: backedUp,
  created_at: iso(createdAt),
  used_at: iso(usedAt),
});
const sessionItem = (row: SessionRow, current: string) => ({
  id: row.id,
  current: row.id === current,
  methods: [...row.amr],
  created_at: iso(row.createdAt),
  seen_at: iso(row.seenAt),
  expires_at: iso(row.expiresAt),
  address: row.address,
  user_agent: row.userAgent,
});

/** What the routes of one's own account share. */
export class ProfileDesk {
  readonly #deps: ProfileDeps;

  constructor(deps: ProfileDeps) {
    this.#deps = deps;
  }

  /** @throws ForbiddenError for tokens and the bootstrap administrator, who are no account */
  async self({ session }: FastifyRequest): Promise<Self> {
    const user = session?.userId ? await findUser(this.#deps.db, session.userId) : undefined;
    if (session && user) return { user, sessionId: session.id };
    throw new ForbiddenError(
      'Only accounts of people have a profile; make one on the users page and sign in with it.',
      'no_account',
    );
  }

  /** A local account of somebody who signed in just now. @throws ForbiddenError */
  async freshSelf(request: FastifyRequest): Promise<Self> {
    const found = await this.self(request);
    if (found.user.provider !== 'local') {
      throw new ForbiddenError('This account signs in elsewhere; change it there.', 'not_local');
    }
    if (this.#isFresh(request)) return found;
    throw new ForbiddenError('Sign in again first: this changes how you sign in.', 'sign_in_again');
  }

  #isFresh({ session }: FastifyRequest): boolean {
    return this.#deps.now().getTime() - (session?.openedAt.getTime() ?? 0) < freshMs;
  }

  mustUseMfa(request: FastifyRequest): boolean {
    return requireMfa(request.actor.roles, this.#deps.settings.mfa);
  }

  /** A new secret for this session, and an end to all others of its owner. */
  async renew(
    request: FastifyRequest,
    reply: FastifyReply,
    { user, sessionId }: Self,
  ): Promise<void> {
    const secret = await renewSession(this.#deps, { id: sessionId, userId: user.id });
    const expires = request.sessionExpiresAt ?? undefined;
    reply.setCookie(sessionCookie, secret, { ...this.#deps.cookie, ...(expires && { expires }) });
  }

  async profileOf(request: FastifyRequest) {
    const { db, now, settings } = this.#deps;
    const { user, sessionId } = await this.self(request);
    const factors = await factorsOf(db, user.id, undefined);
    const passkeys = await selectPasskeys(db, user.id);
    const sessions = await selectSessions(db, user.id, now());
    return {
      id: user.id,
      name: user.handle,
      display_name: user.displayName,
      email: user.email,
      provider: user.provider,
      roles: [...request.actor.roles],
      second_factor_required: this.mustUseMfa(request),
      fresh: this.#isFresh(request),
      passkeys_possible: passkeyHost(originOf(request, settings.publicUrl)) !== undefined,
      password_changed_at: iso(user.passwordChangedAt),
      totp: factors.totp,
      recovery_codes_left: factors.recoveryCodes,
      passkeys: passkeys.map(passkeyItem),
      sessions: sessions.map((row) => sessionItem(row, sessionId)),
    };
  }
}
