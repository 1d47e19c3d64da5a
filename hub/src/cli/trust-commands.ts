import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig, type Config } from '../config.ts';
import type { OfferedFile, StickFile, TrustDesk, TrustKeys } from '../modules/trust/index.ts';
import type { Tx } from '../platform/db.ts';
import { ConflictError, UsageError } from '../platform/errors.ts';
import { lockHome } from '../platform/home-lock.ts';
import {
  actor,
  needed,
  now,
  optionsOf,
  withDatabase,
  type Command,
  type Output,
} from './options.ts';

const waitMsMax = 30_000;
const pollMs = 100;

interface Bench {
  readonly desk: TrustDesk;
  readonly keys: TrustKeys;
  /** Has what was imported published: by the hub at work, else by this process. */
  readonly publish: () => Promise<void>;
}

/** Works on the hub's trust metadata. */
async function withTrust<T>(config: Config, work: (bench: Bench) => Promise<T>): Promise<T> {
  const { Envelope, envelopeSource, SecretStore } = await import('../modules/secrets/index.ts');
  const { TrustDesk: Desk, TrustKeys: Keys } = await import('../modules/trust/index.ts');
  const { Counters } = await import('../modules/ledger/index.ts');
  const envelope = await Envelope.open(envelopeSource(config.envelope));
  return withDatabase(config, async ({ db }) => {
    const keys = new Keys({ db, secrets: new SecretStore({ db, envelope, now }) });
    const { withdrawTakenBack } = await import('../modules/packages/index.ts');
    const onTakenBack = (tx: Tx, gone: readonly string[]) => withdrawTakenBack(tx, gone, now());
    const desk = new Desk({ db, keys, counters: undefined, now, onTakenBack });
    const publish = async (): Promise<void> => {
      for (const until = performance.now() + waitMsMax; performance.now() < until;) {
        if (!(await desk.isDue())) return;
        const alone = await lockHome(config.home).catch((error: unknown) => {
          if (error instanceof UsageError) return undefined; // the hub runs and was told
          throw error;
        });
        if (alone) {
          await using _ = alone;
          await new Desk({ db, keys, counters: await Counters.open(config.home), now }).publish();
        }
        await pause(pollMs);
      }
      throw new ConflictError('The hub did not publish it in time; its log says why.');
    };
    return work({ desk, keys, publish });
  });
}

async function showKeys(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { to: { type: 'string' }, new: { type: 'string' } });
  const { allHeld, keyFiles, trustKeyNames } = await import('../modules/trust/index.ts');
  const renewed = trustKeyNames.find((name) => name === options.new);
  if (options.new !== undefined && renewed === undefined) {
    throw new UsageError(`Say --new ${trustKeyNames.join(' or --new ')}.`);
  }
  const held = await withTrust(readConfig(), async ({ keys }) => {
    if (renewed) await keys.renew(renewed, actor);
    return allHeld(keys);
  });
  for (const { name, keyId, createdAt } of held) {
    output.say(`${name.padEnd(8)}  ${keyId.slice(0, 8)}  made ${createdAt.toISOString()}`);
  }
  if (options.to === undefined) return;
  const files = keyFiles(held);
  await writeFiles(options.to, files);
  output.say(`Written: ${files.map(({ path }) => join(options.to ?? '', path)).join(', ')}`);
}

async function importFiles(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { from: { type: 'string' } });
  const from = needed(options.from, 'from');
  const files = await offeredIn(from);
  await withTrust(readConfig(), async (bench) => {
    const outcome = await bench.desk.import(files, { id: actor, mayFound: true });
    for (const { name, result, role, version, detail } of outcome.results) {
      if (result === 'passed_over') continue;
      const what = role === null ? '' : `: ${role} ${version ?? ''}`.trimEnd();
      output.say([`${result} ${name}${what}`, detail].filter((part) => part !== '').join('. '));
    }
    await bench.publish();
    await writeFiles(from, await stickOf(bench));
    const timestamp = (await bench.desk.served()).repository.newest.get('timestamp');
    if (timestamp) output.say(`Served is timestamp ${timestamp.version}; ${from} is up to date.`);
    const refused = outcome.results.filter(({ result }) => result === 'refused').length;
    if (refused > 0) throw new ConflictError(`${refused} files were refused.`);
  });
}

async function exportFiles(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { to: { type: 'string' } });
  const to = needed(options.to, 'to');
  const files = await withTrust(readConfig(), stickOf);
  await writeFiles(to, files);
  output.say(`${files.length} files are in ${to}.`);
}

async function stickOf({
  desk,
  keys,
}: Pick<Bench, 'desk' | 'keys'>): Promise<readonly StickFile[]> {
  const { allHeld, stickFiles } = await import('../modules/trust/index.ts');
  return stickFiles((await desk.served()).repository, await allHeld(keys));
}

/** Metadata of a ceremony's folder: drafts, what was published from it, and loose files. */
async function offeredIn(dir: string): Promise<OfferedFile[]> {
  const files: OfferedFile[] = [];
  let isThere = false;
  for (const folder of ['metadata', 'draft', '']) {
    const names = await readdir(join(dir, folder)).catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw error;
    });
    isThere ||= names !== undefined;
    for (const name of (names ?? []).filter((each) => each.endsWith('.json')).toSorted()) {
      const path = join(folder, name);
      files.push({ name: path, bytes: await readFile(join(dir, path)) });
    }
  }
  if (files.length > 0) return files;
  throw new UsageError(
    isThere ? `${dir} holds no metadata.` : `${dir} can't be read; is the stick in?`,
  );
}

/** The timestamp comes last: what it names is there by then. */
async function writeFiles(dir: string, files: readonly StickFile[]): Promise<void> {
  const isLast = ({ path }: StickFile): number => (path.endsWith('timestamp.json') ? 1 : 0);
  for (const { path, bytes } of files.toSorted((a, b) => isLast(a) - isLast(b))) {
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.next`, bytes);
    await rename(`${file}.next`, file);
  }
}

/** Commands of the chain of trust in artifacts. */
export const trustCommands: Readonly<Record<string, Command>> = {
  'trust keys': { usage: 'trust keys [--to DIR] [--new online|director]', run: showKeys },
  'trust import': { usage: 'trust import --from DIR', run: importFiles },
  'trust export': { usage: 'trust export --to DIR', run: exportFiles },
};
