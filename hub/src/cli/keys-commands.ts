import { setTimeout as pause } from 'node:timers/promises';
import { readConfig, type Config } from '../config.ts';
import type { CalendarEntry, Rotations } from '../modules/secrets/index.ts';
import { ConflictError, UnavailableError, UsageError } from '../platform/errors.ts';
import { lockHome } from '../platform/home-lock.ts';
import { loadHubKeys } from '../platform/keys.ts';
import { createLogger } from '../platform/logger.ts';
import { actor, now, optionsOf, withDatabase, type Command, type Output } from './options.ts';

const waitMsMax = 60_000;
const pollMs = 200;

/** Works on the calendar as the hub has it. */
async function withCalendar<T>(config: Config, work: (it: Rotations) => Promise<T>): Promise<T> {
  const { Envelope, envelopeSource, KeptLogin, SecretStore } =
    await import('../modules/secrets/index.ts');
  const { createRotations } = await import('../rotations.ts');
  const keys = await loadHubKeys(config.home);
  const envelope = await Envelope.open(envelopeSource(config.envelope));
  const login = await KeptLogin.open({ url: config.databaseUrl, home: config.home, envelope });
  return await withDatabase(config, async ({ db }) => {
    const secrets = new SecretStore({ db, envelope, now });
    const logger = createLogger('silent');
    const { IdentityKeys, readExternalProvider } = await import('../modules/identity/index.ts');
    const identityKeys = new IdentityKeys({ store: secrets, db, now, imported: keys.identity });
    const { oidcFile } = config.identity;
    const external = oidcFile === undefined ? undefined : await readExternalProvider(oidcFile);
    const own = { db, secrets, envelope, login, config, keys, identityKeys, external, now, logger };
    // A hub that is started later takes a backup when one is due.
    return await work(createRotations({ ...own, backUp: () => undefined }));
  });
}

async function list(args: string[], output: Output): Promise<void> {
  optionsOf(args, {});
  const entries = await withCalendar(readConfig(), (calendar) => calendar.list());
  for (const entry of entries) output.say(lineOf(entry));
}

function lineOf({ rotation, keeper, state, nextAt, isOverdue }: CalendarEntry): string {
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  const never = keeper === 'hub' ? 'only when asked for' : 'no date';
  const next = nextAt === null ? never : `next ${day(nextAt)}`;
  const by = { hub: 'by the hub', relay: "by the site's relay", person: 'by you' }[keeper];
  const parts = [rotation.name.padEnd(22), `last ${day(state.lastAt)}`, next, by];
  if (isOverdue) parts.push('overdue');
  if (state.requestedAt !== null) parts.push(`asked for by ${state.requestedBy}`);
  if (state.failure !== null) parts.push(`failed: ${state.failure}`);
  return parts.join('  ');
}

async function rotate(args: string[], output: Output): Promise<void> {
  const [name, ...rest] = args;
  optionsOf(rest, {});
  if (name === undefined || name.startsWith('-')) {
    throw new UsageError('Say what to rotate, as "eucora-hub keys list" names it.');
  }
  const config = readConfig();
  const done = await withCalendar(config, async (calendar) => {
    await calendar.request(name, actor);
    return await untilDone(config, calendar, name);
  });
  output.say(`${name} was rotated at ${done.state.lastAt.toISOString()}.`);
}

/** A hub that runs does it; else this process does, so that exactly one of them works on the home. */
async function untilDone(
  config: Config,
  calendar: Rotations,
  name: string,
): Promise<CalendarEntry> {
  for (const until = performance.now() + waitMsMax; performance.now() < until;) {
    const alone = await lockHome(config.home).catch((error: unknown) => {
      if (error instanceof UsageError) return undefined; // the hub runs and was told
      throw error;
    });
    if (alone) {
      await using _ = alone;
      await calendar.turn();
    }
    const entry = (await calendar.list()).find(({ rotation }) => rotation.name === name);
    if (entry?.state.requestedAt === null) return entry;
    if (entry !== undefined && entry.state.failures > 0) {
      throw new ConflictError(`${name} could not be rotated: ${entry.state.failure}`);
    }
    await pause(pollMs);
  }
  throw new UnavailableError(
    `The hub did not rotate ${name} within ${waitMsMax / 1_000} s; it is asked for and will be.`,
  );
}

/** Commands of the calendar of secrets and keys. */
export const keysCommands: Readonly<Record<string, Command>> = {
  'keys list': { usage: 'keys list', run: list },
  'keys rotate': { usage: 'keys rotate NAME', run: rotate },
};
