import {
  createSignInLink,
  createToken,
  openSession,
  revokeServiceToken,
  roleNames,
  roles,
  sessionCookie,
  type Role,
} from '../../modules/identity/index.ts';
import { everything, type Scope } from '../../platform/scope.ts';
import { TestBrowser } from '../../testing/browser.ts';
import type { SignInWorld } from '../../testing/people-world.ts';
import { Account, Visitor } from './accounts.ts';
import type { Asker } from './examples.ts';

/** What a caller holds by the table of roles: nothing when what they show is worth nothing. */
export interface Held {
  readonly permissions: readonly string[];
  readonly scope: Scope;
}

/** Somebody who asks, and the heading of their column. */
export interface Caller {
  readonly name: string;
  readonly about: string;
  /** Absent: nobody is known by what they show, and each route that asks for somebody says 401. */
  readonly held?: readonly Held[];
  readonly headers: Readonly<Record<string, string>>;
  /** Writes come from a page of another site. */
  readonly isForeign?: boolean;
  /** Before each route: signs in again when a request before ended the session. */
  readonly ready?: () => Promise<void>;
  /** What the browser sends to a path. */
  readonly cookies?: (path: string) => Promise<Record<string, string>>;
  /** Takes what a route's answer says of cookies. */
  readonly keep?: (answer: Parameters<TestBrowser['keep']>[0], route: string) => void;
  readonly who: Asker;
}

export interface CallersDeps {
  readonly world: SignInWorld;
  /** Lets time pass: the hub's clock runs so much ahead. */
  readonly ahead: (ms: number) => void;
}

const dayMs = 86_400_000;
const short: Readonly<Record<Role, string>> = {
  platform_admin: 'adm',
  packaging_engineer: 'pkg',
  publisher: 'pub',
  cab_approver: 'cab',
  security_reviewer: 'sec',
  license_admin: 'lic',
  endpoint_ops: 'ops',
  auditor: 'aud',
  end_user: 'usr',
};
const home = { origin: 'http://localhost' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ofRole = (role: Role, scope: Scope = everything): Held => {
  return { permissions: roles[role], scope };
};
const admin = [ofRole('platform_admin')];

async function tokens({ world, ahead }: CallersDeps): Promise<Caller[]> {
  const { deps } = world;
  const found: Caller[] = [];
  const scopes: readonly (readonly [prefix: string, about: string, scope: Scope])[] = [
    ['', 'a token everywhere', everything],
    ['h', 'a token at the site of the object', { ...everything, sites: ['hq'] }],
    ['v', 'a token at another site', { ...everything, sites: ['vault'] }],
  ];
  for (const [prefix, where, scope] of scopes) {
    for (const role of roleNames) {
      const headers = bearer(await createToken(deps, { role, scope }, 'test'));
      const held = [ofRole(role, scope)];
      const about = `${where}: ${role}`;
      found.push({ name: `${prefix}${short[role]}`, about, held, headers, who: {} });
    }
  }
  const role = 'platform_admin';
  ahead(-2 * dayMs);
  const old = bearer(await createToken(deps, { role, days: 1 }, 'test'));
  ahead(2 * dayMs);
  found.push({ name: 'old', about: 'a token that expired', headers: old, who: {} });
  const revoked = bearer(await createToken(deps, { role, name: 'revoked' }, 'test'));
  await revokeServiceToken(deps, { name: 'revoked' }, 'test');
  found.push({ name: 'rev', about: 'a token that was revoked', headers: revoked, who: {} });
  return found;
}

/** Sessions of the bootstrap administrator, a new one for each request. */
async function bootstrap({ world, ahead }: CallersDeps): Promise<Caller[]> {
  const { deps } = world;
  const cookies = async (): Promise<Record<string, string>> => {
    const link = await createSignInLink(deps, 'test');
    return { [sessionCookie]: (await openSession(deps, { link })).secret };
  };
  const about = 'a session by the sign-in link';
  const evil = { origin: 'http://evil.example' };
  ahead(-2 * dayMs);
  const ended = await cookies();
  ahead(2 * dayMs);
  return [
    { name: 'ses', about, held: admin, headers: home, cookies, who: {} },
    {
      name: 'csrf',
      about: `${about}, from a page of another site`,
      held: admin,
      isForeign: true,
      headers: evil,
      cookies,
      who: {},
    },
    {
      name: 'end',
      about: `${about}, that is over`,
      headers: home,
      cookies: () => Promise.resolve(ended),
      who: {},
    },
  ];
}

const everywhere = JSON.stringify({
  sites: 'all',
  business_units: 'all',
  device_groups: 'all',
  environments: 'all',
});

/** A caller with an account, signed in again by `enter` whenever a request ended their session. */
function signedIn(
  name: string,
  about: string,
  held: readonly Held[],
  account: Account,
  enter: () => Promise<void> = () => account.signIn(),
): Caller {
  return {
    name,
    about,
    held,
    headers: home,
    who: { account },
    ready: async () => {
      if (account.session === undefined) await enter();
    },
    cookies: (path) => Promise.resolve(account.browser.sentTo(path)),
    keep: (answer, route) => {
      account.browser.keep(answer);
      // Whoever signs in by the link gave up their own session for it.
      if (route === 'POST /api/session/') account.browser.cookies = [];
    },
  };
}

/** Of each way in: two factors, a password, reading everything, and next to nothing. */
const rolesOfPeople = ['platform_admin', 'endpoint_ops', 'auditor', 'end_user'] as const;

/** Sessions of real accounts, each signed in by its browser as its role asks for. */
async function people({ world, ahead }: CallersDeps): Promise<Caller[]> {
  const { db } = world.deps;
  const found: Caller[] = [];
  for (const role of rolesOfPeople) {
    const account = await Account.create(world, `person-${short[role]}`, role);
    const about = `an account’s session, signed in as its role asks for: ${role}`;
    found.push(signedIn(`p${short[role]}`, about, [ofRole(role)], account));
  }
  const give = (account: Account, role: Role, ms: number | null) =>
    db.query(
      `INSERT INTO identity.grants (subject, role, scope, granted_by, granted_at, expires_at)
       VALUES ($1, $2, $3, 'test', $4, $5)`,
      [
        `user:${account.id}`,
        role,
        everywhere,
        world.now(),
        ms === null ? null : new Date(world.now().getTime() + ms),
      ],
    );
  const takeBack = (account: Account, role: Role) =>
    db.query(
      `UPDATE identity.grants SET revoked_at = $3
        WHERE subject = $1 AND role = $2 AND revoked_at IS NULL`,
      [`user:${account.id}`, role, world.now()],
    );
  const weak = await Account.create(world, 'person-weak', 'endpoint_ops');
  found.push(
    signedIn(
      'weak',
      'an account’s session by password alone, of endpoint_ops who was made platform_admin since',
      [ofRole('endpoint_ops')],
      weak,
      async () => {
        await takeBack(weak, 'platform_admin');
        await weak.signIn();
        await give(weak, 'platform_admin', null);
      },
    ),
  );
  const gone = await Account.create(world, 'person-gone', 'end_user');
  found.push(
    signedIn(
      'gone',
      'an account’s session: the grant of platform_admin was taken back since, end_user is left',
      [ofRole('end_user')],
      gone,
      async () => {
        await give(gone, 'platform_admin', null);
        await gone.signIn();
        await takeBack(gone, 'platform_admin');
      },
    ),
  );
  const over = await Account.create(world, 'person-over', 'end_user');
  found.push(
    signedIn(
      'over',
      'an account’s session: the grant of platform_admin has ended since, end_user is left',
      [ofRole('end_user')],
      over,
      async () => {
        await give(over, 'platform_admin', 1_000);
        await over.signIn();
        ahead(1_000);
      },
    ),
  );
  return found;
}

/** Sessions of accounts that are worth nothing any more. */
async function former({ world }: CallersDeps): Promise<Caller[]> {
  const { db } = world.deps;
  const ended = async (name: string, about: string, end: (account: Account) => unknown) => {
    const account = await Account.create(world, `person-${name}`, 'platform_admin');
    await account.signIn();
    const held = account.browser.sentTo('/api/');
    await end(account);
    const cookies = () => Promise.resolve(held);
    return { name, about: `an account’s session ${about}`, headers: home, cookies, who: {} };
  };
  const close = `UPDATE identity.sessions SET expires_at = $2 WHERE user_id = $1`;
  return [
    await ended('late', 'that is over', (it) => db.query(close, [it.id, world.now()])),
    await ended('out', 'that was signed out', (it) => it.browser.delete('/api/session/')),
    await ended('idle', 'that nobody used for an hour', (it) => {
      const sql = `UPDATE identity.sessions SET seen_at = $2 WHERE user_id = $1`;
      return db.query(sql, [it.id, new Date(world.now().getTime() - 3_600_000)]);
    }),
    await ended('dis', 'whose account was disabled since', (it) =>
      db.query(`UPDATE identity.users SET disabled_at = $2 WHERE id = $1`, [it.id, world.now()]),
    ),
  ];
}

/** Everybody who asks every route, in the order of the columns. */
export async function everybody(deps: CallersDeps): Promise<Caller[]> {
  const visitor = await Visitor.create(deps.world);
  const page = new TestBrowser(deps.world.app);
  return [
    { name: 'none', about: 'nobody', headers: {}, who: {} },
    ...(await tokens(deps)),
    ...(await bootstrap(deps)),
    {
      name: 'page',
      about: 'a browser at the sign-in page, as far as the step needs',
      headers: home,
      cookies: (path) => Promise.resolve(page.sentTo(path)),
      who: { visitor },
    },
    ...(await people(deps)),
    ...(await former(deps)),
  ];
}
