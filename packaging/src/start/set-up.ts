import { access, appendFile, chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../errors.ts';
import { isErrno } from '../processes.ts';
import { reasonIn, run, RunError } from '../provision/run.ts';
import { sites, type Layout, type SiteId } from './layout.ts';
import { toLogLine } from './log-lines.ts';
import {
  agentProgram,
  hubProgram,
  natsConfig,
  relayProgram,
  type Program,
  type Surroundings,
} from './programs.ts';

const stepMs = 120_000;
const enrolAttempts = 3;

/** Makes the folders; what they hold is for this user alone. */
export async function makeFolders(layout: Layout): Promise<void> {
  if (process.getuid?.() === 0) {
    // Root's PostgreSQL runs as another user, who must be able to pass through to its cluster.
    await chmod(layout.dataDir, ((await stat(layout.dataDir)).mode & 0o777) | 0o011);
  }
  await mkdir(layout.runDir, { recursive: true, mode: 0o755 });
  const own = [
    layout.logsDir,
    layout.hubHome,
    layout.natsDir,
    ...sites.map(({ id }) => layout.relayHome(id)),
    layout.agentHome,
    layout.agentKeys,
  ];
  for (const folder of own) await mkdir(folder, { recursive: true, mode: 0o700 });
}

/**
 * Writes what the hub's nats-server starts with: its certificate, and whom it asks about everybody
 * who wants in.
 */
export async function writeNatsConfig(around: Surroundings): Promise<void> {
  const { layout, ports } = around;
  await runStep(around, 'hub broker prepare', hubProgram(around, ['broker', 'prepare']));
  await writeFile(layout.natsConfig, natsConfig(layout, ports['hub-nats']), { mode: 0o600 });
}

/** Brings the database to this version's schema. */
export async function migrateHub(around: Surroundings): Promise<void> {
  await runStep(around, 'hub migrate', hubProgram(around, ['migrate']));
}

/**
 * Founds a site: the hub learns of it, its relay makes its keys, the hub certifies them, the relay
 * takes the certificate. The certificate is put into place last, so a start that was killed on the
 * way begins the site anew; every step answers the same when it was done before.
 */
export async function foundSite(around: Surroundings, id: SiteId): Promise<boolean> {
  const site = sites.find((each) => each.id === id);
  const home = around.layout.relayHome(id);
  const isFounded =
    (await exists(join(home, 'site-certificate'))) &&
    (await exists(join(home, 'pki', 'issuer.key'))); // else of a version without certificates
  if (!site || isFounded) return false;
  const hub = (...args: string[]) =>
    runStep(around, `hub ${args[0]} ${args[1]}`, hubProgram(around, args));
  const relay = (...args: string[]) =>
    runStep(around, `relay-${id} ${args[0]}`, relayProgram(around, id, args));

  await hub('site', 'create', '--site', id, '--class', site.class, '--name', site.name);
  await relay('init', '--site', id);
  const certificate = join(around.layout.runDir, `${id}-certificate`);
  await rm(certificate, { force: true });
  await hub('site', 'admit', '--request', join(home, 'relay-request'), '--out', certificate);
  await relay('admit', '--certificate', certificate);
  await rm(certificate, { force: true });
  return true;
}

/** Enrols this machine's agent at the head office, once; the relay must be serving. */
export async function enrolAgent(around: Surroundings): Promise<boolean> {
  const { layout } = around;
  const isEnrolled =
    (await exists(join(layout.agentHome, 'enrolment'))) &&
    (await exists(join(layout.agentHome, 'tls'))); // else of a version without certificates
  if (isEnrolled) return false;
  const create = ['ticket', 'create', '--uses', '1', '--out', layout.ticket];
  for (let attempt = 1; ; attempt += 1) {
    await rm(layout.ticket, { force: true });
    await runStep(around, 'relay-hq ticket create', relayProgram(around, 'hq', create));
    try {
      const enrol = agentProgram(around, ['enroll', '--ticket', layout.ticket]);
      await runStep(around, 'agent enroll', enrol);
      return true;
    } catch (error) {
      if (!(error instanceof StartError) || attempt === enrolAttempts) throw error;
    } finally {
      await rm(layout.ticket, { force: true });
    }
  }
}

/** Asks the hub for a link that signs a browser in once. */
export async function signInLink(around: Surroundings): Promise<string> {
  const output = await runStep(around, 'hub sign-in-link', hubProgram(around, ['sign-in-link']));
  const link = output.split(/\s+/).find((word) => /^https?:\/\//.test(word));
  if (link === undefined) throw new StartError('The hub gave no sign-in link.');
  return link;
}

/** Runs one command of set-up to its end; its output goes to `logs/set-up.log`. */
async function runStep(around: Surroundings, what: string, program: Program): Promise<string> {
  const log = around.layout.logFile('set-up');
  const note = (text: string) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return appendFile(log, lines.map((line) => toLogLine(what, line, Date.now())).join(''));
  };
  try {
    const { file, args, env, cwd } = program;
    const output = await run(file, args, { env, cwd, timeoutMs: stepMs, signal: around.stop });
    // Links and tokens are for the terminal, not for a log.
    if (!what.endsWith('sign-in-link')) await note(output);
    return output;
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    await note(error.stderr === '' ? error.message : error.stderr);
    const reason = reasonIn(error.stderr);
    throw new StartError(`"${what}" failed: ${reason || `see ${log}`}`, { cause: error });
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
