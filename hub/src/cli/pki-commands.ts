import { writeFile } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import type { SiteDocumentKind } from '@eucora/protocol';
import {
  calloutUsers,
  createEnrolmentToken,
  hubLeafFiles,
  prepareNatsAuth,
  revoke,
  selectDocument,
} from '../modules/sites/index.ts';
import { UsageError } from '../platform/errors.ts';
import { loadHubKeys } from '../platform/keys.ts';
import {
  actor,
  needed,
  now,
  optionsOf,
  withDatabase,
  type Command,
  type Output,
} from './options.ts';

async function prepareBroker(args: string[], output: Output): Promise<void> {
  optionsOf(args, {});
  const { home, natsAuthFile } = readConfig();
  const keys = await loadHubKeys(home);
  const { certificate } = await hubLeafFiles(home, keys.ca, now());
  if (natsAuthFile !== undefined) await prepareNatsAuth(natsAuthFile, calloutUsers(keys));
  output.say(`The broker's certificate is ${certificate}.`);
}

async function newEnrolmentToken(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, {
    site: { type: 'string' },
    uses: { type: 'string' },
    hours: { type: 'string' },
    note: { type: 'string' },
  });
  const siteId = needed(options.site, 'site');
  const wish = {
    siteId,
    uses: wholeOf(options.uses ?? '1', 'uses', 100_000),
    hours: wholeOf(options.hours ?? '168', 'hours', 87_600),
    note: options.note ?? '',
  };
  const config = readConfig();
  const keys = await loadHubKeys(config.home);
  const { firstRoot } = await import('../modules/trust/index.ts');
  const made = await withDatabase(config, (deps) => {
    const trustRoot = () => firstRoot(deps.db);
    return createEnrolmentToken({ ...deps, keys, trustRoot }, wish, actor);
  });
  output.say(made.ticket);
}

function wholeOf(text: string, option: string, max: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1 && value <= max) return value;
  throw new UsageError(`Say --${option} as a whole number from 1 to ${max}.`);
}

async function revokeDevice(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, {
    site: { type: 'string' },
    device: { type: 'string' },
    reason: { type: 'string' },
  });
  const siteId = needed(options.site, 'site');
  const id = needed(options.device, 'device');
  const reason = needed(options.reason, 'reason');
  if (!/^[0-9a-f]{32}$/.test(id)) throw new UsageError('Say --device as 32 hex digits.');
  const wish = { siteId, kind: 'device', id, reason } as const;
  await withDatabase(readConfig(), (deps) => revoke(deps, wish, actor));
  output.say(`Device ${id} is revoked; the site's next signed list says so.`);
}

const writeRevocations = (args: string[], output: Output): Promise<void> =>
  writeDocument('revocations', args, output);
const writeCollection = (args: string[], output: Output): Promise<void> =>
  writeDocument('collection', args, output);
const writeErasures = (args: string[], output: Output): Promise<void> =>
  writeDocument('erasure', args, output);
const missing = {
  revocations: 'nothing was revoked, or no hub has run since',
  collection: 'no hub has run since the site was made',
  erasure: 'nobody was erased, or no hub has run since',
} as const;

async function writeDocument(
  kind: SiteDocumentKind,
  args: string[],
  output: Output,
): Promise<void> {
  const options = optionsOf(args, { site: { type: 'string' }, out: { type: 'string' } });
  const siteId = needed(options.site, 'site');
  const out = needed(options.out, 'out');
  const document = await withDatabase(readConfig(), ({ db }) => selectDocument(db, kind, siteId));
  if (!document) {
    throw new UsageError(`There is no such document for site ${siteId}: ${missing[kind]}.`);
  }
  await writeFile(out, document.bytes).catch((cause: unknown) => {
    throw new UsageError(`The document can't be written to ${out}.`, { cause });
  });
  output.say(`Number ${document.generation}, for eucora-relay document take --file ${out}`);
}

/** The same for every site; whatever carries a document carries it too. */
async function writeHubKeys(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { out: { type: 'string' } });
  const out = needed(options.out, 'out');
  const { chain } = (await loadHubKeys(readConfig().home)).sign;
  if (!chain) throw new UsageError('The signing key of this hub never changed; nothing to carry.');
  await writeFile(out, chain.bytes).catch((cause: unknown) => {
    throw new UsageError(`The document can't be written to ${out}.`, { cause });
  });
  output.say(`Key ${chain.keys.length}, for eucora-relay document take --file ${out}`);
}

/** Commands about certificates, tokens and revocations. */
export const pkiCommands: Readonly<Record<string, Command>> = {
  'broker prepare': { usage: 'broker prepare', run: prepareBroker },
  'token enrolment': {
    usage: 'token enrolment --site ID [--uses N] [--hours N] [--note TEXT]',
    run: newEnrolmentToken,
  },
  'device revoke': {
    usage: 'device revoke --site ID --device ID --reason TEXT',
    run: revokeDevice,
  },
  'site revocations': {
    usage: 'site revocations --site ID --out FILE',
    run: writeRevocations,
  },
  'site hub-keys': { usage: 'site hub-keys --out FILE', run: writeHubKeys },
  'site erasures': { usage: 'site erasures --site ID --out FILE', run: writeErasures },
  'site collection': {
    usage: 'site collection --site ID --out FILE',
    run: writeCollection,
  },
};
