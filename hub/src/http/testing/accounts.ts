import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import {
  hotp,
  openPersonSession,
  sessionCookie,
  stepAt,
  type IdentityDeps,
} from '../../modules/identity/index.ts';
import { TestBrowser } from '../../testing/browser.ts';
import {
  beginSignIn,
  finishSignIn,
  fromBase32,
  goodPassword,
  person,
  type SignInWorld,
} from '../../testing/people-world.ts';
import { VirtualAuthenticator } from '../../testing/virtual-authenticator.ts';

const otherPassword = 'nine bottles of green ink';

/** An account of a person with their browser, which is signed in by the steps that the role asks for. */
export class Account {
  readonly id: string;
  readonly name: string;
  readonly #world: SignInWorld;
  #browser: TestBrowser;
  #password = goodPassword;

  private constructor(world: SignInWorld, made: { readonly id: string; readonly name: string }) {
    this.#world = world;
    this.id = made.id;
    this.name = made.name;
    this.#browser = new TestBrowser(world.app);
  }

  static async create(world: SignInWorld, name: string, role: string): Promise<Account> {
    return new Account(world, await person(world, name, role));
  }

  get browser(): TestBrowser {
    return this.#browser;
  }

  /** Signs in with no factor but the password, and the authenticator that a role then asks for. */
  async signIn(): Promise<void> {
    await this.forgetFactors();
    this.#browser = new TestBrowser(this.#world.app);
    const steps = await this.begin(this.#browser);
    const said = await this.#browser.post(`${steps}enrol/totp/`);
    if (said.statusCode === 200) {
      await this.#browser.post(`${steps}enrol/totp/confirm/`, this.#codeOf(said));
    }
    await finishSignIn(this.#browser, steps);
    if (this.session === undefined) throw new Error(`${this.name} could not sign in`);
  }

  get session(): string | undefined {
    return this.#browser.cookie(sessionCookie);
  }

  /** Begins to sign in with the password; the path of the steps. */
  async begin(browser: TestBrowser): Promise<string> {
    const steps = await beginSignIn(browser);
    const password = this.#password;
    const said = await browser.post(`${steps}password/`, { name: this.name, password });
    if (said.statusCode !== 200) throw new Error(`no password of ${this.name}: ${said.body}`);
    return steps;
  }

  /** The body that changes the password, to be sent once. */
  passwordChange(): { current: string; password: string } {
    const current = this.#password;
    this.#password = current === goodPassword ? otherPassword : goodPassword;
    return { current, password: this.#password };
  }

  async forgetFactors(): Promise<void> {
    for (const table of ['totp', 'passkeys', 'recovery_codes']) {
      await this.#query(`DELETE FROM identity.${table} WHERE user_id = $1`);
    }
  }

  /** An authenticator is offered; the body with its first code. */
  async offeredCode(): Promise<{ code: string }> {
    await this.#query('DELETE FROM identity.totp WHERE user_id = $1');
    return this.#codeOf(await this.#browser.post('/api/profile/totp/'));
  }

  /** There is an authenticator that was confirmed, and a passkey beside it; answers the latter's id. */
  async twoFactors(): Promise<string> {
    await this.#query(
      `INSERT INTO identity.totp (user_id, secret, seal_version, confirmed_at)
       VALUES ($1, $2, 1, $3)
       ON CONFLICT (user_id) DO UPDATE SET confirmed_at = $3`,
      randomBytes(48),
      this.#world.now(),
    );
    const id = randomUUID();
    await this.#query(
      `INSERT INTO identity.passkeys (user_id, id, public_key, counter, transports, rp_id, name,
                                      backed_up, created_at)
       VALUES ($1, $2, '', 0, '{}', 'localhost', 'Spare', false, $3)`,
      id,
      this.#world.now(),
    );
    return id;
  }

  async withoutAuthenticator(): Promise<void> {
    await this.#query('DELETE FROM identity.totp WHERE user_id = $1');
  }

  /** What a new passkey answers to the challenge of this account's session. */
  async newPasskey(): Promise<object> {
    const said = await this.#browser.post('/api/profile/passkeys/options/');
    const { options } = said.json<{ options: { challenge: string } }>();
    return new VirtualAuthenticator(this.#browser.origin).make(options);
  }

  /** One more session, as of another browser; its id. */
  async otherSession(deps: IdentityDeps): Promise<string> {
    const { db } = deps;
    const sql = `SELECT id, handle, provider, groups, mapped_roles AS "mappedRoles"
                   FROM identity.users WHERE id = $1`;
    type User = Parameters<typeof openPersonSession>[1];
    const user = (await db.query<User>(sql, [this.id])).rows[0]!;
    await openPersonSession(deps, user, ['pwd', 'mfa']);
    const newest = `SELECT id FROM identity.sessions WHERE user_id = $1
                     ORDER BY created_at DESC, ctid DESC LIMIT 1`;
    return (await db.query<{ id: string }>(newest, [this.id])).rows[0]!.id;
  }

  #codeOf(said: Awaited<ReturnType<TestBrowser['post']>>): { code: string } {
    const secret = fromBase32(said.json<{ secret: string }>().secret);
    return { code: hotp(secret, stepAt(this.#world.now())) };
  }

  async #query(sql: string, ...values: readonly unknown[]): Promise<void> {
    await this.#world.deps.db.query(sql, [this.id, ...values]);
  }
}

/** Somebody at the sign-in page: a new browser for each request, and accounts to sign in to. */
export class Visitor {
  readonly #app: FastifyInstance;
  readonly #world: SignInWorld;
  readonly #accounts: Readonly<Record<'plain' | 'bare' | 'guarded', Account>>;
  readonly #passkey: VirtualAuthenticator;
  #totp: Buffer;
  #codes: string[];

  private constructor(
    world: SignInWorld,
    accounts: Visitor['accounts'],
    made: { passkey: VirtualAuthenticator; totp: Buffer; codes: string[] },
  ) {
    this.#app = world.app;
    this.#world = world;
    this.#accounts = accounts;
    this.#passkey = made.passkey;
    this.#totp = made.totp;
    this.#codes = made.codes;
  }

  get accounts(): Readonly<Record<'plain' | 'bare' | 'guarded', Account>> {
    return this.#accounts;
  }

  static async create(world: SignInWorld): Promise<Visitor> {
    const accounts = {
      plain: await Account.create(world, 'visitor-plain', 'endpoint_ops'),
      bare: await Account.create(world, 'visitor-bare', 'platform_admin'),
      guarded: await Account.create(world, 'visitor-guarded', 'platform_admin'),
    };
    // The guarded one has an authenticator, recovery codes and a passkey.
    const browser = new TestBrowser(world.app);
    const steps = await accounts.guarded.begin(browser);
    const offer = await browser.post(`${steps}enrol/totp/`);
    const totp = fromBase32(offer.json<{ secret: string }>().secret);
    const code = hotp(totp, stepAt(world.now()) - 1);
    const done = await browser.post(`${steps}enrol/totp/confirm/`, { code });
    await finishSignIn(browser, steps);
    const passkey = new VirtualAuthenticator(browser.origin);
    const asked = await browser.post('/api/profile/passkeys/options/');
    const response = passkey.make(asked.json<{ options: { challenge: string } }>().options);
    await browser.post('/api/profile/passkeys/', { name: 'Key', response });
    const codes = done.json<{ recovery_codes: string[] }>().recovery_codes;
    return new Visitor(world, accounts, { passkey, totp, codes });
  }

  /** A sign-in that has not begun to prove anything. */
  async fresh(): Promise<{ browser: TestBrowser; steps: string }> {
    const browser = new TestBrowser(this.#app);
    return { browser, steps: await beginSignIn(browser) };
  }

  /** A sign-in in which the password was shown. */
  async known(who: 'plain' | 'bare' | 'guarded'): Promise<{ browser: TestBrowser; steps: string }> {
    const browser = new TestBrowser(this.#app);
    return { browser, steps: await this.#accounts[who].begin(browser) };
  }

  code(): { code: string } {
    return { code: hotp(this.#totp, stepAt(this.#world.now())) };
  }

  recoveryCode(): { code: string } {
    return { code: this.#codes.pop() ?? '' };
  }

  /** The first code of an authenticator that is offered in this sign-in. */
  async offeredCode(browser: TestBrowser, steps: string): Promise<{ code: string }> {
    const offer = await browser.post(`${steps}enrol/totp/`);
    const secret = fromBase32(offer.json<{ secret: string }>().secret);
    return { code: hotp(secret, stepAt(this.#world.now())) };
  }

  async shownPasskey(browser: TestBrowser, steps: string): Promise<object> {
    const said = await browser.post(`${steps}passkey/options/`);
    return this.#passkey.show(said.json<{ options: { challenge: string } }>().options);
  }

  async madePasskey(browser: TestBrowser, steps: string): Promise<object> {
    const said = await browser.post(`${steps}enrol/passkey/options/`);
    const { options } = said.json<{ options: { challenge: string } }>();
    return new VirtualAuthenticator(browser.origin).make(options);
  }
}
