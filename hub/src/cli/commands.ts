import { readFile, writeFile } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { createSignInLink } from '../modules/identity/index.ts';
import { admitRelay, createSite } from '../modules/sites/index.ts';
import { pkiCommands } from './pki-commands.ts';
import { UsageError } from '../platform/errors.ts';
import { loadHubKeys } from '../platform/keys.ts';
import { createLogger } from '../platform/logger.ts';
import { migrate } from '../platform/migrate.ts';
import { auditCommands } from './audit-commands.ts';
import { keysCommands } from './keys-commands.ts';
import {
  actor,
  addressInForce,
  needed,
  optionsOf,
  withDatabase,
  type Command,
  type Output,
} from './options.ts';
import { recoveryCommands } from './recovery-commands.ts';
import { untilStopped } from './signals.ts';
import { tokenCommands } from './token-commands.ts';
import { trustCommands } from './trust-commands.ts';

export type { Command, Output } from './options.ts';

async function run(args: string[]): Promise<void> {
  optionsOf(args, {});
  const config = readConfig();
  // Only here, since loading the whole hub takes longer than most commands.
  const { startHub } = await import('../context.ts');
  await untilStopped((signal) => startHub(config, signal));
}

async function migrateDatabase(args: string[], output: Output): Promise<void> {
  optionsOf(args, {});
  const config = readConfig();
  const owner = await addressInForce(config, config.databaseOwnerUrl);
  const applied = await migrate(owner, createLogger('silent'));
  output.say(applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.join(', ')}.`);
}

async function newSignInLink(args: string[], output: Output): Promise<void> {
  optionsOf(args, {});
  const config = readConfig();
  const secret = await withDatabase(config, (deps) => createSignInLink(deps, actor));
  const url = config.publicUrl ?? new URL(`http://${config.host}:${config.port}`);
  // Behind the #, so that it reaches the console and no log of any server on the way.
  output.say(`${new URL('/sign-in', url).href}#link=${secret}`);
}

async function newSite(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, {
    site: { type: 'string' },
    class: { type: 'string' },
    name: { type: 'string' },
  });
  const id = needed(options.site, 'site');
  const request = { id, siteClass: needed(options.class, 'class'), name: options.name };
  const isNew = await withDatabase(readConfig(), (deps) => createSite(deps, request, actor));
  output.say(isNew ? `Site ${id} is created.` : `Site ${id} was there already.`);
}

async function admit(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { request: { type: 'string' }, out: { type: 'string' } });
  const out = needed(options.out, 'out');
  const requestFile = needed(options.request, 'request');
  const request = await readFile(requestFile).catch((cause: unknown) => {
    throw new UsageError(`The relay request ${requestFile} can't be read.`, { cause });
  });
  const config = readConfig();
  const keys = await loadHubKeys(config.home);
  const admitted = await withDatabase(config, (deps) => admitRelay(deps, keys, request, actor));
  await writeFile(out, admitted.certificate).catch((cause: unknown) => {
    throw new UsageError(`The certificate can't be written to ${out}.`, { cause });
  });
  output.say(`Relay ${admitted.relayId} speaks for site ${admitted.siteId}.`);
}

/** Every command by its words. */
export const commands: Readonly<Record<string, Command>> = {
  run: { usage: 'run', run },
  migrate: { usage: 'migrate', run: migrateDatabase },
  ...tokenCommands,
  'sign-in-link': { usage: 'sign-in-link', run: newSignInLink },
  'site create': { usage: 'site create --site ID --class CLASS [--name NAME]', run: newSite },
  'site admit': { usage: 'site admit --request FILE --out FILE', run: admit },
  ...auditCommands,
  ...keysCommands,
  ...pkiCommands,
  ...recoveryCommands,
  ...trustCommands,
};
