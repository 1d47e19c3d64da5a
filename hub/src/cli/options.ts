import { existsSync } from 'node:fs';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '../config.ts';
import { Database } from '../platform/db.ts';
import { UsageError } from '../platform/errors.ts';

/** Where a command says what it did. */
export interface Output {
  /** One line for whoever called: the answer itself, nothing else. */
  say(line: string): void;
}
export interface Command {
  readonly usage: string;
  readonly run: (args: string[], output: Output) => Promise<void>;
}

/** Who an entry in the audit record names when somebody acts at the command line. */
export const actor = 'cli';
export const now = (): Date => new Date();

/** The options of a command. @throws UsageError for one that it does not have */
export function optionsOf<const T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** An option that has to be there. @throws UsageError naming it */
export function needed(value: string | undefined, option: string): string {
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`Say --${option}.`);
}

type Home = Pick<Config, 'databaseUrl' | 'home' | 'envelope'>;

/**
 * An address of the database (the hub's unless told) with the password that is in force, should the
 * hub have changed it for that role.
 */
export async function addressInForce(config: Home, url = config.databaseUrl): Promise<string> {
  const { Envelope, envelopeSource, KeptLogin, loginPath } =
    await import('../modules/secrets/index.ts');
  if (!existsSync(loginPath(config.home))) return url;
  const envelope = await Envelope.open(envelopeSource(config.envelope));
  return await (await KeptLogin.open({ url, home: config.home, envelope })).workingUrl();
}

/** Works on the hub's database; `longWork` lets one statement run for hours. */
export async function withDatabase<T>(
  config: Home | Pick<Config, 'databaseUrl'>,
  work: (deps: { readonly db: Database; readonly now: () => Date }) => Promise<T>,
  longWork = false,
): Promise<T> {
  await using db = new Database({
    url: 'home' in config ? await addressInForce(config) : config.databaseUrl,
    connectionsMax: 4,
    applicationName: 'eucora-hub command',
    ...(longWork && { statementTimeoutMs: 0 }),
  });
  return await work({ db, now });
}
