import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CanonicalError, TrustError, tufKeyId } from '@eucora/protocol/trust';
import { isErrno } from '../processes.ts';
import { approve } from './approving.ts';
import { CeremonyFolder, writeNew } from './ceremony-folder.ts';
import { addTarget, changeRole, delegate, init, removeTarget, renewTargets } from './editing.ts';
import { makeKeyFile, openSigner, readPublicKey, type Secrecy } from './holder-key.ts';
import { inspect } from './inspecting.ts';
import { publish } from './publishing.ts';
import { mergeSignatures, requireDraft, signDraft } from './signing.ts';
import { CeremonyError, type Table } from './table.ts';
import { resetTime } from './time-resetting.ts';
import { makeTokenKey, tokenFileText } from './token.ts';

const usage = `eucora-trust: who may say which artifacts are genuine; works without any network

  make-key --key FILE --holder NAME [--recipient AGE1…]... [--passphrase-file FILE]
                a new key: FILE is encrypted (age), FILE.pub is for the others
  make-key --key FILE --holder NAME --pkcs11 MODULE --token LABEL --id HEX
           [--type p256|ed25519] [--pin-file FILE]
                a new key on a token; FILE says where it is
  init --dir DIR [--pub FILE]... [--hub DIR] [--threshold ROLE=N]... [--days N]
                begin a ceremony folder, to be carried on a stick; --pub: who holds root, targets
                and approvers; --hub: where the hub's online.pub and director.pub are
  add-key --dir DIR --role ROLE --pub FILE... [--threshold N]
                roles: root, targets, snapshot, timestamp, director, approvers
  delegate --dir DIR --role NAME --pub FILE... --path PATTERN... [--platform NAME]...
           [--business-unit NAME]... [--threshold N] [--terminating] [--from ROLE]
                let publishers vouch for some paths, platforms and business units
  add-target --dir DIR --role NAME --file FILE --path PATH [--package NAME] [--version V]
           [--min-version V] [--platform NAME] [--business-unit NAME]
  remove-target --dir DIR --role NAME --path PATH
  rotate --dir DIR --role ROLE [--remove KEYID]... [--pub FILE]... [--threshold N] [--days N]
                exchange keys, or renew what expires
  sign --dir DIR --role ROLE... --key FILE [--yes]
                show each draft, ask, sign it
  sign --dir DIR --role ROLE --from DIR
                take over signatures from a copy of the folder
  publish --dir DIR --key FILE... [--days N]
                publish what is signed, with a new snapshot and timestamp
  reset-time --dir DIR --key FILE --above TIME --number N [--to TIME] [--site ID]...
                begin a reset of the time: who believes it is later than TIME is wrong
  reset-time --dir DIR --key FILE [--yes]
                show the reset that was begun, ask, sign it; root's threshold makes it good
  approve --dir DIR --site ID --document FILE --key FILE --out FILE [--yes]
                show what a site's document orders, ask, sign it as an approver
  inspect --dir DIR [--root FILE]
                who can sign what, what expires when, what waits for whom

  Keys are opened by --passphrase-file, --identity (age) or --pin-file (token), else by asking.`;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  dir: text,
  role: texts,
  from: text,
  key: texts,
  pub: texts,
  holder: text,
  recipient: texts,
  'passphrase-file': text,
  identity: text,
  'pin-file': text,
  pkcs11: text,
  token: text,
  id: text,
  type: text,
  threshold: texts,
  days: text,
  path: texts,
  platform: texts,
  'business-unit': texts,
  terminating: flag,
  file: text,
  package: text,
  version: text,
  'min-version': text,
  remove: texts,
  hub: text,
  yes: flag,
  root: text,
  above: text,
  to: text,
  number: text,
  site: texts,
  document: text,
  out: text,
  help: { type: 'boolean', short: 'h', default: false },
} as const;
type Values = ReturnType<typeof parse>['values'];
type Name = keyof Values;

const parse = (args: readonly string[]) =>
  parseArgs({ args: [...args], options, allowPositionals: true });

/** One command's arguments, with the questions that commands ask of them. */
interface Call {
  readonly table: Table;
  readonly values: Values;
  readonly folder: CeremonyFolder;
  /** An option that must be there. */
  need(name: Name): string;
  /** A file as the person meant it. */
  file(name: Name): string;
  files(name: Name): readonly string[];
  count(name: Name): number | undefined;
  readonly secrecy: Secrecy;
}

const commands: Readonly<Record<string, (call: Call) => Promise<number | void>>> = {
  'make-key': makeKey,
  init: async (call) =>
    init(call.table, call.folder, {
      thresholds: thresholdsOf(call),
      days: call.count('days'),
      holders: await Promise.all(call.files('pub').map(readPublicKey)),
      hub: await hubKeys(call),
    }),
  'add-key': async (call) => {
    if (call.files('pub').length === 0) throw new CeremonyError('Give --pub FILE.');
    return changeRole(call.table, call.folder, await roleChange(call));
  },
  rotate: async (call) => {
    const role = call.need('role');
    const isOfRoot = ['root', 'snapshot', 'timestamp', 'director', 'approvers'].includes(role);
    const change = await roleChange(call);
    const isRenewal = change.add.length + change.remove.length === 0 && !change.threshold;
    if (!isOfRoot && isRenewal) {
      return renewTargets(call.table, call.folder, role, call.count('days'));
    }
    return changeRole(call.table, call.folder, change);
  },
  delegate: delegateCommand,
  'add-target': addTargetCommand,
  'remove-target': (call) =>
    removeTarget(call.table, call.folder, call.need('role'), call.need('path')),
  sign: signCommand,
  publish: async (call) => {
    const signers = [];
    for (const file of call.files('key')) {
      signers.push(await openSigner(call.table, file, call.secrecy));
    }
    return publish(call.table, call.folder, signers, call.count('days'));
  },
  'reset-time': resetTimeCommand,
  approve: approveCommand,
  inspect: (call) => {
    const root = call.values.root === undefined ? undefined : call.file('root');
    return inspect(call.table, call.folder, root);
  },
};

/** Runs one command; gives its exit code: 0, 1 refused or not good, 2 usage. */
export async function runTrust(table: Table): Promise<number> {
  try {
    const { values, positionals } = parse(table.args);
    const [name = '', ...rest] = positionals;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (values.help || !command || rest.length > 0) {
      if (values.help) table.out(usage);
      else table.err(usage);
      return values.help ? 0 : 2;
    }
    return (await command(callOf(table, values))) ?? 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (isErrno(error, 'ERR_PARSE_ARGS_UNKNOWN_OPTION', 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')) {
      table.err(`${error.message.split('. ')[0]}\n${usage}`);
      return 2;
    }
    const isTold =
      error instanceof CeremonyError ||
      error instanceof TrustError ||
      error instanceof CanonicalError;
    if (!isTold && !isErrno(error, 'ENOSPC', 'EROFS', 'EACCES', 'EIO')) throw error;
    table.err(error.message);
    return 1;
  }
}

function callOf(table: Table, values: Values): Call {
  const list = (name: Name): readonly string[] => {
    const value = values[name];
    return Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  };
  const need = (name: Name): string => {
    const [value, second] = list(name);
    if (value !== undefined && second === undefined) return value;
    throw new CeremonyError(`Give --${name} once.`);
  };
  const files = (name: Name) => list(name).map((each) => resolve(table.cwd, each));
  return {
    table,
    values,
    get folder() {
      return new CeremonyFolder(resolve(table.cwd, need('dir')));
    },
    need,
    file: (name) => resolve(table.cwd, need(name)),
    files,
    count: (name) => {
      if (list(name).length === 0) return undefined;
      return countOf(name, need(name));
    },
    secrecy: {
      passphraseFile: files('passphrase-file')[0],
      identityFile: files('identity')[0],
      recipients: values.recipient ?? [],
      pinFile: files('pin-file')[0],
    },
  };
}

function countOf(name: string, value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new CeremonyError(`--${name} ${value} is no number of at least 1.`);
}

async function makeKey(call: Call): Promise<void> {
  const { table, values } = call;
  const [file, holder] = [call.file('key'), call.need('holder')];
  if (values.pkcs11 === undefined) {
    const object = await makeKeyFile(table, file, holder, call.secrecy);
    table.out(`${file} holds the key of ${holder} (${tufKeyId(object).slice(0, 8)}), encrypted.`);
  } else {
    const type = values.type ?? 'p256';
    if (type !== 'p256' && type !== 'ed25519') throw new CeremonyError('--type p256 or ed25519.');
    const id = call.need('id');
    if (!/^(?:[0-9a-f]{2})+$/i.test(id)) throw new CeremonyError('--id is hex, as 01.');
    const place = { module: values.pkcs11, token: call.need('token'), id, type } as const;
    const object = await makeTokenKey(table, place, holder, call.secrecy.pinFile);
    await writeNew(file, tokenFileText(place, object), 0o644);
    await writeNew(`${file}.pub`, `${JSON.stringify(object, undefined, 1)}\n`, 0o644);
    table.out(`${place.token} holds the key of ${holder} (${tufKeyId(object).slice(0, 8)}).`);
  }
  table.out(`${file}.pub is for the others; tell them its first eight letters aloud.`);
}

function thresholdsOf(call: Call): Readonly<Record<string, number>> {
  const pairs = (call.values.threshold ?? []).map((each): [string, number] => {
    const [role = '', count = ''] = each.split('=');
    return [role, countOf('threshold', count)];
  });
  return Object.fromEntries(pairs);
}

/** The hub's public keys, from where `eucora-hub trust keys --to` or a stick's archive put them. */
async function hubKeys(call: Call) {
  if (call.values.hub === undefined) return undefined;
  const of = (name: string) => readPublicKey(join(call.file('hub'), name));
  return { online: await of('online.pub'), director: await of('director.pub') };
}

async function roleChange(call: Call) {
  const add = await Promise.all(call.files('pub').map(readPublicKey));
  const remove = call.values.remove ?? [];
  const [threshold, days] = [call.count('threshold'), call.count('days')];
  return { role: call.need('role'), add, remove, threshold, days };
}

async function delegateCommand(call: Call): Promise<void> {
  const { values } = call;
  const keys = await Promise.all(call.files('pub').map(readPublicKey));
  if ((values.path ?? []).length === 0) throw new CeremonyError('Give --path PATTERN.');
  await delegate(call.table, call.folder, values.from ?? 'targets', {
    name: call.need('role'),
    keys,
    threshold: call.count('threshold') ?? 1,
    paths: values.path ?? [],
    terminating: values.terminating,
    scope: {
      platforms: values.platform ?? [],
      businessUnits: values['business-unit'] ?? [],
    },
  });
}

function addTargetCommand(call: Call): Promise<void> {
  const { values } = call;
  const one = (name: Name) => (values[name] === undefined ? undefined : call.need(name));
  return addTarget(call.table, call.folder, {
    role: call.need('role'),
    file: call.file('file'),
    path: call.need('path'),
    note: {
      package: values.package,
      version: values.version,
      platform: one('platform'),
      businessUnit: one('business-unit'),
      minVersion: values['min-version'],
    },
  });
}

async function signCommand(call: Call): Promise<void> {
  const { table, folder, values } = call;
  if (values.from !== undefined) {
    const other = new CeremonyFolder(join(call.file('from')));
    return mergeSignatures(table, folder, call.need('role'), other);
  }
  const roles = values.role ?? [call.need('role')];
  // Asked before a passphrase is: nobody types one for nothing.
  for (const role of roles) await requireDraft(folder, role);
  const signer = await openSigner(table, call.file('key'), call.secrecy);
  for (const role of roles) await signDraft(table, folder, role, signer, values.yes);
}

async function approveCommand(call: Call): Promise<void> {
  const [document, out] = [call.file('document'), call.file('out')];
  const asked = { document, out, site: call.need('site') };
  const signer = await openSigner(call.table, call.file('key'), call.secrecy);
  return approve(call.table, call.folder, asked, signer, call.values.yes);
}

async function resetTimeCommand(call: Call): Promise<void> {
  const { above, to, site: sites = [], yes } = call.values;
  const asked = { above, to, sites, number: call.count('number') };
  const signer = await openSigner(call.table, call.file('key'), call.secrecy);
  return resetTime(call.table, call.folder, asked, signer, yes);
}
