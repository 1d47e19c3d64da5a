import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { sqlState, type Queryable } from '../../platform/db.ts';
import { UnavailableError } from '../../platform/errors.ts';
import type { DatabaseLogin } from '../../platform/database-login.ts';
import { scramVerifier } from '../../platform/scram.ts';
import type { Envelope } from './envelope.ts';
import { envelopeIdOf, readSealedFile, writeSealedFile } from './sealed-file.ts';

export interface KeptLoginOptions {
  /** As it is configured; its password is the first one, and the last that is tried. */
  readonly url: string;
  readonly home: string;
  readonly envelope: Envelope;
}

const what = 'database login';
const fileName = 'database-login.sealed';
const keptMax = 3;
const connectMsMax = 5_000;

/** Where the passwords lie that the hub gave itself. */
export const loginPath = (home: string): string => join(home, 'keys', fileName);

/** The passwords to try, the likeliest first: those of the file, and what is configured. */
export function candidatesOf(kept: readonly string[], configured: string): string[] {
  return [...new Set([...kept, configured])];
}

/**
 * The hub's password at its database, which it changes itself. The one in force is kept sealed in
 * the home, since it is needed before there is a database. While it changes there are two: what is
 * written is always enough to get in, wherever the process is stopped.
 */
export class KeptLogin implements DatabaseLogin {
  readonly #options: KeptLoginOptions;
  readonly #user: string;
  readonly #listeners = new Set<() => void>();
  #candidates: string[] = [];

  private constructor(options: KeptLoginOptions) {
    this.#options = options;
    this.#user = decodeURIComponent(new URL(options.url).username);
  }

  /** @throws UsageError when the file can't be read */
  static async open(options: KeptLoginOptions): Promise<KeptLogin> {
    const login = new KeptLogin(options);
    await login.#read();
    return login;
  }

  /** False: there is no password to change (a certificate, a socket, a password file). */
  get hasPassword(): boolean {
    return this.#configured !== '';
  }

  url(): string {
    return this.#urlWith(this.#candidates[0] ?? this.#configured);
  }

  async refused(url: string): Promise<void> {
    if (url !== this.url()) return; // somebody else noticed before
    const tried = this.#candidates[0];
    const before = this.#candidates;
    await this.#read();
    const isNews = this.#candidates.some((password) => !before.includes(password));
    // Another process may have changed it; else the next one has its turn.
    if (isNews || tried === undefined) return;
    this.#candidates = [...before.slice(1), tried];
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The address with the first password that is let in; as it is when the database is away. */
  async workingUrl(): Promise<string> {
    for (const password of this.#candidates) {
      const url = this.#urlWith(password);
      const fault = await connectionFault(url);
      if (fault === undefined || sqlState(fault) !== '28P01') return url;
    }
    return this.url();
  }

  /**
   * Gives the role a new password, checks that it is let in, and tells those who hold connections.
   * The server is told only what it keeps of a password. A failure leaves the old one or both in
   * the file, so that what is in force is always among them.
   * @throws UnavailableError when the new password is not let in
   */
  async change(db: Queryable): Promise<void> {
    const next = randomBytes(24).toString('base64url');
    const before = this.#candidates;
    await this.#write([next, ...before].slice(0, keptMax));
    const verifier = scramVerifier(next, randomBytes(16));
    const role = escapeIdentifier(this.#user);
    await db.query(`ALTER ROLE ${role} PASSWORD ${escapeLiteral(verifier)}`);
    this.#candidates = [next, ...before];
    const fault = await connectionFault(this.#urlWith(next));
    if (fault !== undefined) {
      throw new UnavailableError('The new database password is not let in; see pg_hba.conf.', {
        cause: fault,
      });
    }
    this.#candidates = candidatesOf([next], this.#configured);
    await this.#write([next]);
    for (const listener of this.#listeners) listener();
  }

  /** Seals the file anew, if another than the current envelope key wraps it. */
  async rewrap(): Promise<void> {
    const { home, envelope } = this.#options;
    const under = await envelopeIdOf(loginPath(home));
    if (under === undefined || under === envelope.currentId) return;
    const kept = await this.#kept();
    if (kept.length > 0) await this.#write(kept);
  }

  get #configured(): string {
    return decodeURIComponent(new URL(this.#options.url).password);
  }

  #urlWith(password: string): string {
    const url = new URL(this.#options.url);
    url.password = encodeURIComponent(password);
    return url.href;
  }

  async #read(): Promise<void> {
    this.#candidates = candidatesOf(await this.#kept(), this.#configured);
  }

  /** The passwords of the file that are this role's. */
  async #kept(): Promise<string[]> {
    const { home, envelope } = this.#options;
    const bytes = await readSealedFile(loginPath(home), what, envelope);
    if (bytes === undefined) return [];
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isKept(value) && value.user === this.#user ? [...value.passwords] : [];
  }

  async #write(passwords: readonly string[]): Promise<void> {
    const { home, envelope } = this.#options;
    const content = Buffer.from(JSON.stringify({ user: this.#user, passwords }));
    await writeSealedFile(loginPath(home), what, content, envelope);
  }
}

interface Kept {
  readonly user: string;
  readonly passwords: readonly string[];
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  if (!('user' in value) || !('passwords' in value) || !Array.isArray(value.passwords))
    return false;
  return value.passwords.every((password) => typeof password === 'string');
}

/** Why a connection does not come about; undefined: it does. */
async function connectionFault(connectionString: string): Promise<unknown> {
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: connectMsMax,
    application_name: 'eucora-hub login',
  });
  client.on('error', () => undefined); // also said by what is awaited
  try {
    await client.connect();
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end();
  }
}
