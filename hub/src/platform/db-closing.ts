import type { Connection, PoolClient, Submittable } from 'pg';

/** A statement that runs with the commit. Without a name it is not kept by the server. */
export interface ClosingStatement {
  readonly text: string;
  readonly name?: string;
  readonly values: readonly (string | null)[];
}

// What waits for a commit stays in memory; a transaction that leaves more runs some before.
const waitingMax = 64;
const commit = { name: 'hub-commit', text: 'COMMIT' };

/**
 * The end of a connection's transactions: statements of which nothing is read again, and COMMIT, in
 * one message. Every statement that goes by itself costs both sides another turn, which is most of
 * what a short one costs.
 */
export class Closing {
  readonly #client: PoolClient;
  /** Names that this connection's server knows: they were run once by themselves, and so was COMMIT. */
  readonly #known = new Set<string>();
  #waiting: ClosingStatement[] = [];

  constructor(client: PoolClient) {
    this.#client = client;
  }

  /** A new transaction: what the one before left, since it failed, is forgotten. */
  begin(): void {
    this.#waiting = [];
  }

  /** Lets a statement wait for the commit. */
  async add(statement: ClosingStatement): Promise<void> {
    this.#waiting.push(statement);
    if (this.#waiting.length >= waitingMax) await this.#runWaiting();
  }

  /** Runs what waits, and commits. @throws the first statement's error; nothing is committed then */
  async commit(): Promise<void> {
    const names = this.#waiting.map(({ name }) => name ?? '');
    const isKnown = this.#known.has(commit.name) && names.every((name) => this.#known.has(name));
    if (names.length === 0 || !isKnown) {
      await this.#runWaiting();
      await this.#client.query(names.length === 0 ? commit.text : commit);
      if (names.length > 0) this.#known.add(commit.name);
      return;
    }
    const statements = this.#waiting;
    this.#waiting = [];
    await new Promise<void>((resolve, reject) => {
      this.#client.query(
        new CommitWith(statements, (error) => (error ? reject(error) : resolve())),
      );
    });
  }

  async #runWaiting(): Promise<void> {
    const statements = this.#waiting;
    this.#waiting = [];
    for (const { values, ...statement } of statements) {
      await this.#client.query({ ...statement, values: [...values] });
      if (statement.name !== undefined) this.#known.add(statement.name);
    }
  }
}

type Done = (error: Error | null) => void;

/**
 * Prepared statements and COMMIT up to one Sync: the server skips the rest when one fails, so that
 * COMMIT is run only after all of them. Its methods are those that pg asks of a query.
 */
class CommitWith implements Submittable {
  callback: Done;
  readonly #statements: readonly ClosingStatement[];

  constructor(statements: readonly ClosingStatement[], done: Done) {
    this.#statements = statements;
    this.callback = done;
  }

  submit(connection: Connection): void {
    const { stream } = connection;
    stream.cork();
    try {
      for (const { name = '', values } of this.#statements) {
        connection.bind({ statement: name, values: [...values] }, true);
        connection.execute({}, true);
      }
      connection.bind({ statement: commit.name }, true);
      connection.execute({}, true);
      connection.sync();
    } finally {
      stream.uncork();
    }
  }

  handleError(error: Error): void {
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  // Nothing is read of what these say.
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}
