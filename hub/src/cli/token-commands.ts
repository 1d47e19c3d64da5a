import { readConfig } from '../config.ts';
import {
  createToken,
  listTokens,
  revokeServiceToken,
  tokenDaysMax,
  type TokenRow,
} from '../modules/identity/index.ts';
import { UsageError } from '../platform/errors.ts';
import type { Extent, Scope } from '../platform/scope.ts';
import {
  actor,
  needed,
  now,
  optionsOf,
  withDatabase,
  type Command,
  type Output,
} from './options.ts';

const rowsPerPage = 200;

async function create(args: string[], output: Output): Promise<void> {
  const text = { type: 'string' } as const;
  const options = optionsOf(args, {
    role: text,
    name: text,
    days: text,
    site: text,
    'business-unit': text,
    'device-group': text,
    environment: text,
  });
  const role = needed(options.role, 'role');
  const days = options.days === undefined ? undefined : daysOf(options.days);
  const scope: Scope = {
    sites: extentOf(options.site),
    businessUnits: extentOf(options['business-unit']),
    deviceGroups: extentOf(options['device-group']),
    environments: extentOf(options.environment),
  };
  const request = { role, scope, name: options.name, ...(days === undefined ? {} : { days }) };
  output.say(await withDatabase(readConfig(), (deps) => createToken(deps, request, actor)));
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= tokenDaysMax) return days;
  throw new UsageError(`Say --days as a whole number from 1 to ${tokenDaysMax}.`);
}

/** What is not named is not limited. */
function extentOf(text: string | undefined): Extent {
  if (text === undefined) return 'all';
  return text.split(',').flatMap((word) => word.trim() || []);
}

async function list(args: string[], output: Output): Promise<void> {
  optionsOf(args, {});
  await withDatabase(readConfig(), async ({ db }) => {
    for (let before: number | null = null; ;) {
      const rows: TokenRow[] = await listTokens(db, before, rowsPerPage);
      for (const row of rows) output.say(lineOf(row, now()));
      const last = rows.at(-1);
      if (last === undefined || rows.length < rowsPerPage) return;
      before = last.id;
    }
  });
}

function lineOf({ id, actor: name, grants, expiresAt, lastUsedAt, revokedAt }: TokenRow, at: Date) {
  const ended = expiresAt !== null && expiresAt.getTime() <= at.getTime();
  const state = revokedAt !== null ? 'revoked' : ended ? 'expired' : 'valid';
  const held = grants.map(({ role, scope }) => `${role}${scopeWords(scope)}`).join('; ');
  const end = expiresAt === null ? 'does not expire' : `expires ${expiresAt.toISOString()}`;
  const use = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt.toISOString()}`;
  return [id, name, state, held, end, use].join('\t');
}

function scopeWords(scope: Scope): string {
  const part = (word: string, extent: Extent): string =>
    extent === 'all' ? '' : ` ${word} ${extent.join(',') || 'nothing'}`;
  return [
    part('at', scope.sites),
    part('of', scope.businessUnits),
    part('for', scope.deviceGroups),
    part('in', scope.environments),
  ].join('');
}

async function revoke(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { name: { type: 'string' } });
  const name = needed(options.name, 'name');
  const row = await withDatabase(readConfig(), (deps) => revokeServiceToken(deps, { name }, actor));
  output.say(`Token ${row.actor} is revoked.`);
}

/** Tokens of programs, at the command line. */
export const tokenCommands: Readonly<Record<string, Command>> = {
  'token create': {
    usage:
      'token create --role ROLE [--name NAME] [--days N] [--site ID,...] [--business-unit NAME,...] ' +
      '[--device-group ID,...] [--environment NAME,...]',
    run: create,
  },
  'token list': { usage: 'token list', run: list },
  'token revoke': { usage: 'token revoke --name NAME', run: revoke },
};
