import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { authorityPin, ticketToText } from '@eucora/protocol';
import { readConfig, type RelayConfig } from './config.ts';
import { settlePort, startRelay, type Relay } from './context.ts';
import { ConfigError, errorCode, isFull, RelayError } from './errors.ts';
import { writeFileAtomic } from './home/files.ts';
import { admit, initialise, loadAdmission, requireFacts } from './home/identity.ts';
import { loadKeys } from './home/keys.ts';
import { homePaths, type HomePaths } from './home/paths.ts';
import { reserveBytesFor, slackBytes } from './home/room-policy.ts';
import { listArtifacts, takeArtifact } from './cache/commands.ts';
import { firstRootSha256 } from './cache/trust-files.ts';
import { TicketStore } from './home/tickets.ts';
import { verifyJournals } from './journal/verify.ts';
import { limits } from './limits.ts';
import { takeDocument } from './pki/commands.ts';
import { addressesOf, doorUrls, hostOf } from './pki/start.ts';
import { pauseLink, setLink, showLink } from './link/commands.ts';
import { launchRelay, showVersion } from './selfupdate/commands.ts';
import { awaitUpdate, judgeRelay, leaveProof, type Judged } from './selfupdate/trial.ts';
import { statusText, verifyText } from './status/text.ts';
import { askStatus } from './status/ask.ts';
import type { Terminal } from './terminal.ts';

const usage = `eucora-relay: the relay of a site

  init --site SITE              make this relay's keys and its request to the hub
  admit --certificate FILE      take the hub's answer
  ticket create [--uses N] [--hours N] [--url URL] [--out FILE]
                                let devices enrol: by default one device, within 168 hours
  document take --file FILE     take what the hub says to this site, where there is no wire
  run                           serve the site
  launch                        run the version that counts: this one, or one that it was updated to
  version [--json]              which version this is, and which homes it can open
  status [--json]               what a running relay says of itself
  journal verify [--json]       read every byte of the journal
  link show                     the plan of the link to the hub
  link set [--bytes-per-second N] [--bytes-per-day N] [--window "mon-fri 22:00-06:00"]...
           [--any-time] [--time-zone ZONE] [--urgent exempt|limited]
                                change it; a running relay follows within a second
  uplink pause | uplink resume  stop sending to the hub, and go on
  artifact list [--json]        what the site needs, and how far it is
  artifact take FILE            take an artifact from a file, as a stick brings it

  EUCORA_RELAY_HOME names the relay's directory (default .eucora/relay); the README lists the rest.`;

type Command = (config: RelayConfig, args: string[], terminal: Terminal) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  init,
  admit: admitCommand,
  'ticket create': createTicket,
  run,
  launch: launchRelay,
  version: showVersion,
  status,
  'document take': takeDocument,
  'journal verify': verify,
  'artifact list': listArtifacts,
  'artifact take': takeArtifact,
  'link show': showLink,
  'link set': setLink,
  'uplink pause': (config, args, terminal) => pauseLink(config, args, terminal, true),
  'uplink resume': (config, args, terminal) => pauseLink(config, args, terminal, false),
};

/**
 * Runs one command and answers its exit code. Expected faults are one sentence on stderr.
 */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
  env?: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const [first = 'help', second = ''] = args;
  const two = `${first} ${second}`;
  const command = commands[two] ?? commands[first];
  if (!command) {
    const asked = first === 'help' || first === '--help' || first === '-h';
    (asked ? terminal.out : terminal.error)(usage);
    return asked ? 0 : 2;
  }
  try {
    return await command(readConfig(env), args.slice(commands[two] ? 2 : 1), terminal);
  } catch (error) {
    if (error instanceof RelayError) {
      terminal.error(`eucora-relay: ${error.message}`);
      return 1;
    }
    if (isFull(error)) {
      const { home, freeBytesMin } = readConfig(env);
      const bytes = freeBytesMin + slackBytes(freeBytesMin) + reserveBytesFor(0);
      terminal.error(
        `eucora-relay: the disk is full; free ${bytes} bytes on the file system of ${home}`,
      );
      return 1;
    }
    if (errorCode(error)?.startsWith('ERR_PARSE_ARGS') && error instanceof Error) {
      terminal.error(`eucora-relay: ${error.message.split('\n')[0]}\n\n${usage}`);
      return 2;
    }
    throw error;
  }
}

async function init(config: RelayConfig, args: string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({ args, options: { site: { type: 'string' } } });
  if (!values.site) throw new ConfigError('say which site this relay is for: init --site SITE');
  const paths = homePaths(config.home);
  await initialise(paths, values.site);
  // Ports are settled with what was founded, so that the request can name addresses.
  const door = await settlePort(config, paths, 'door');
  const addresses = addressesOf(config, door, await settlePort(config, paths));
  const keys = await initialise(paths, values.site, addresses);
  terminal.out(`relay ${keys.relayId} of site ${values.site}; give ${paths.request} to the hub`);
  return 0;
}

async function admitCommand(
  config: RelayConfig,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseArgs({ args, options: { certificate: { type: 'string' } } });
  if (!values.certificate) throw new ConfigError('name the hub’s answer: admit --certificate FILE');
  let certificate: Buffer;
  try {
    certificate = await readFile(values.certificate);
  } catch (cause) {
    throw new ConfigError(`${values.certificate} cannot be read (${errorCode(cause)})`, { cause });
  }
  const { credential } = await admit(homePaths(config.home), certificate);
  terminal.out(`admitted to site ${credential.site} (${credential.siteClass})`);
  return 0;
}

async function createTicket(
  config: RelayConfig,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      uses: { type: 'string', default: '1' },
      hours: { type: 'string', default: '168' },
      url: { type: 'string', multiple: true },
      out: { type: 'string' },
    },
  });
  const uses = counting(values.uses, '--uses', 1_000_000);
  const hours = counting(values.hours, '--hours', 24 * 3_650);
  const paths = homePaths(config.home);
  const facts = await requireFacts(paths);
  const urls = values.url ?? [await ownUrl(config)];
  const trustRootSha256 = await firstRootSha256(paths.trust);
  const ticket = await new TicketStore(paths.tickets).create(
    { ...(await ticketParts(config, paths, facts.site)), urls, trustRootSha256 },
    uses,
    Date.now() + hours * 3_600_000,
  );
  const text = ticketToText(ticket);
  if (!values.out) {
    terminal.out(text);
    return 0;
  }
  await writeFileAtomic(values.out, `${text}\n`);
  terminal.out(`ticket for ${uses} device${uses === 1 ? '' : 's'}: ${values.out}`);
  return 0;
}

/** Whom a ticket's holder believes, and how he reaches this relay. */
export async function ticketParts(config: RelayConfig, paths: HomePaths, site: string) {
  const keys = await loadKeys(config.home, paths.keys);
  const parts = { site, natsSeed: keys.device.seed, relayPublic: keys.sign.publicKey.raw };
  const { credential } = await loadAdmission(paths, site, keys);
  if (!credential.pki || config.tls) return parts;
  return {
    ...parts,
    natsSeed: '',
    hubPublic: credential.hubPublic,
    authority: authorityPin(credential.pki.authority),
    doors: doorUrls(config, await settlePort(config, paths, 'door')),
  };
}

async function ownUrl(config: RelayConfig): Promise<string> {
  const port = await settlePort(config, homePaths(config.home));
  return `nats://${hostOf(config)}:${port}`;
}

function counting(text: string, name: string, max: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1 && value <= max) return value;
  throw new ConfigError(`${name} must be a whole number from 1 to ${max}, not "${text}"`);
}

async function run(config: RelayConfig, args: string[], terminal: Terminal): Promise<number> {
  parseArgs({ args, options: {} });
  const relay = await startRelay(config);
  const judged = await work(config, relay, terminal.stop);
  const watchdog = setTimeout(() => process.kill(process.pid, 'SIGKILL'), limits.stopMsMax);
  await relay[Symbol.asyncDispose]();
  clearTimeout(watchdog);
  if (judged) await leaveProof({ home: config.home, nonce: config.trial ?? '' }, judged);
  return judged?.proven === false ? 1 : 0;
}

/** Until the relay is to end: because it is told to, has an update to try, or was tried itself. */
async function work(
  { home, launched, trial, hubNatsUrl: hubUrl }: RelayConfig,
  { spoke }: Relay,
  stop: AbortSignal,
): Promise<Judged | null> {
  if (trial !== null) return judgeRelay({ spoke, hubUrl }, {}, stop);
  if (launched) await awaitUpdate(home, stop);
  else if (!stop.aborted) await once(stop, 'abort');
  return null;
}

async function status(config: RelayConfig, args: string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const paths = homePaths(config.home);
  await requireFacts(paths);
  const report = await askStatus(config);
  if (!report) {
    throw new RelayError(`no relay runs on ${config.home}; start it with \`eucora-relay run\``);
  }
  terminal.out(values.json ? JSON.stringify(report, null, 2) : statusText(report));
  return report.state === 'degraded' ? 3 : 0;
}

async function verify(config: RelayConfig, args: string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const paths = homePaths(config.home);
  await requireFacts(paths);
  const keys = await loadKeys(config.home, paths.keys);
  let report;
  try {
    report = await verifyJournals(paths.journal, keys.atRest, keys.sign.publicKey);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    report = { ok: true, journals: [] };
  }
  terminal.out(values.json ? JSON.stringify(report, null, 2) : verifyText(report));
  return report.ok ? 0 : 3;
}
