import { setTimeout as pause } from 'node:timers/promises';
import { Client, DatabaseError, Pool, types as pgTypes } from 'pg';
import type { ClientConfig, CustomTypesConfig, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { Closing } from './db-closing.ts';
import type { DatabaseLogin } from './database-login.ts';
import { UnavailableError } from './errors.ts';
import type { Logger } from './logger.ts';

/** Runs one statement. Both the pool and a transaction can; store functions say which they need. */
export interface Queryable {
  query<R extends QueryResultRow = QueryResultRow>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<QueryResult<R>>;
}
/** An open transaction. `client` is for what only a connection can do, such as COPY. */
export interface Tx extends Queryable {
  readonly client: PoolClient;
  /**
   * Runs a statement with the commit, in the same message: for what nothing in the transaction reads
   * again. It stands if and only if the rest does; when it fails, so does the commit.
   */
  withCommit(sql: string, values: readonly (string | null)[]): Promise<void>;
}
export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly readOnly?: boolean;
  readonly attemptsMax?: number;
}
export interface DatabaseOptions {
  readonly url: string;
  /** Where the password comes from when it may change; without one it is the address's. */
  readonly login?: DatabaseLogin;
  readonly connectionsMax?: number;
  readonly connectTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
  readonly applicationName?: string;
  readonly logger?: Logger;
}

/** int8 as a number: every count and sequence of ours stays below 2^53. */
const types: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pgTypes.builtins.INT8 && format !== 'binary'
      ? (text: string): number => Number(text)
      : pgTypes.getTypeParser(oid, format),
};

// PostgreSQL asks for the same transaction again: serialization failure, deadlock.
const retriable = new Set(['40001', '40P01']);

const passwordRefused = '28P01';
const namedMax = 200;
const loginTriesMax = 5; // of passwords, while they change

/** The SQLSTATE of a failure that came from PostgreSQL. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

/**
 * The hub's database: a bounded pool, and transactions that are tried again when PostgreSQL asks.
 */
export class Database implements Queryable, AsyncDisposable {
  readonly pool: Pool;
  readonly url: string;
  readonly #names = new Map<string, string>();
  readonly #login: DatabaseLogin | undefined;
  readonly #forgetLogin: () => void;
  readonly #born = new WeakMap<PoolClient, number>();
  readonly #closings = new WeakMap<PoolClient, Closing>();
  #generation = 0;

  constructor(options: DatabaseOptions) {
    const { login } = options;
    this.url = options.url;
    this.#login = login;
    this.pool = new Pool({
      ...(login === undefined ? { connectionString: options.url } : { Client: clientOf(login) }),
      max: options.connectionsMax ?? 12,
      connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: options.statementTimeoutMs ?? 60_000,
      application_name: options.applicationName ?? 'eucora-hub',
      types,
    });
    // An idle connection that dies is replaced by the pool; without a listener it ends the process.
    this.pool.on('error', (error) => {
      options.logger?.warn({ err: error }, 'idle database connection lost');
    });
    this.pool.on('connect', (client) => this.#born.set(client, this.#generation));
    // What was opened with an earlier password closes when its work is done, before it is reused.
    this.pool.on('release', (_error, client) => {
      if ((this.#born.get(client) ?? 0) < this.#generation) void client.end();
    });
    this.#forgetLogin = login?.onChange(() => this.#renew()) ?? (() => {});
  }

  query<R extends QueryResultRow = QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<QueryResult<R>> {
    // Not named: questions with open bounds need the plan of their values. One that is kept for any
    // values reads all devices to find those that changed a moment ago.
    return this.#untilLetIn(() => this.pool.query<R>(sql, [...values]));
  }

  /**
   * A connection of the pool, for what is more than one transaction. Release it.
   * @throws UnavailableError when none is to be had
   */
  async connect(): Promise<PoolClient> {
    try {
      return await this.#untilLetIn(() => this.pool.connect());
    } catch (cause) {
      throw new UnavailableError('The database does not answer; try again shortly.', { cause });
    }
  }

  /**
   * Runs `work` in one transaction and commits. Serialization failures and deadlocks run it again
   * from the start (at most `attemptsMax`, 5 unless told), so `work` must have no effect outside.
   * @throws whatever `work` throws, after rollback; UnavailableError when no connection is to be
   * had
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const attemptsMax = options.attemptsMax ?? 5;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(work, options);
      } catch (error) {
        if (attempt >= attemptsMax || !retriable.has(sqlState(error) ?? '')) throw error;
        // Without a pause the loser can take its first lock again before the winner wakes.
        await pause(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  async #attempt<T>(work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
    const client = await this.connect();
    let broken: Error | undefined;
    // A connection that dies between two statements says so by this event alone; without a listener
    // it ends the process. The next statement fails, and that is how the work hears of it.
    const onError = (error: Error): void => {
      broken ??= error;
    };
    client.on('error', onError);
    try {
      await client.query(beginSql(options));
      const closing = this.#closing(client);
      const result = await work({
        client,
        query: (sql, values = []) =>
          values.length === 0
            ? client.query(sql)
            : client.query({ ...this.#statement(sql), values: [...values] }),
        withCommit: (sql, values) => closing.add({ ...this.#statement(sql), values }),
      });
      await closing.commit();
      return result;
    } catch (error) {
      broken = (await rollback(client)) ?? broken;
      throw error;
    } finally {
      client.release(broken);
      client.off('error', onError);
    }
  }

  #closing(client: PoolClient): Closing {
    const known = this.#closings.get(client) ?? new Closing(client);
    this.#closings.set(client, known);
    known.begin();
    return known;
  }

  /**
   * Statements of transactions have names, so that a connection parses and plans each of them once.
   * Beyond a bound they have none: a program that makes up statements as it goes must not fill the
   * server's memory.
   */
  #statement(text: string): { text: string; name?: string } {
    const known = this.#names.get(text);
    if (known !== undefined) return { text, name: known };
    if (this.#names.size >= namedMax) return { text };
    const name = `hub-${this.#names.size + 1}`;
    this.#names.set(text, name);
    return { text, name };
  }

  /** While the password changes, a connection may be refused that the next try gets. */
  async #untilLetIn<T>(work: () => Promise<T>): Promise<T> {
    const login = this.#login;
    if (login === undefined) return await work();
    for (let attempt = 1; ; attempt += 1) {
      const url = login.url();
      try {
        return await work();
      } catch (error) {
        if (attempt >= loginTriesMax || sqlState(error) !== passwordRefused) throw error;
        await login.refused(url);
      }
    }
  }

  /** Closes what is idle; what works closes when it is released. New ones use the new password. */
  #renew(): void {
    this.#generation += 1;
    for (let idle = this.pool.idleCount; idle > 0; idle -= 1) {
      void this.pool.connect().then(
        (client) => client.release(),
        (error: unknown) => this.pool.emit('error', error),
      );
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#forgetLogin();
    await this.pool.end();
  }
}

/** A connection that asks for the password when it is opened, not when the pool was made. */
function clientOf(login: DatabaseLogin): typeof Client {
  return class extends Client {
    constructor(config?: ClientConfig) {
      super({ ...config, connectionString: login.url() });
    }
  };
}

function beginSql(options: TransactionOptions): string {
  const isolation = options.isolation ?? 'read committed';
  return `BEGIN ISOLATION LEVEL ${isolation}${options.readOnly ? ' READ ONLY' : ''}`;
}

/** Rolls back; a connection on which even that fails is handed back to be closed. */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
