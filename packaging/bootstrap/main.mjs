// First step of every root script, on whatever Node the machine has: installs the packages where
// needed, then hands over to the pinned Node. Plain JavaScript without dependencies.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForLock } from './lock.mjs';
import { packagesDiffer } from './packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const pinnedNode = join(root, 'node_modules', '.bin', 'node');
const installWaitMs = 600_000;
const nodeMajorMin = 20;
const parentPollMs = 500;
const began = Date.now();

function step(text) {
  const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
  // As in run-command.ts: what other commands than `start` print may be read by a program.
  const stream = process.argv[2] === 'start' ? process.stdout : process.stderr;
  stream.write(`[${seconds} s] ${text}\n`);
}

function packagesMissing() {
  const record = join(root, 'node_modules', '.package-lock.json');
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const installed = existsSync(record) ? readFileSync(record, 'utf8') : undefined;
  return packagesDiffer(lock, installed) || !existsSync(pinnedNode);
}

/** npm's own entry file runs on this Node even where no `npm` is on PATH. */
function npmCommand(args) {
  const entry = process.env.npm_execpath;
  return entry?.endsWith('.js') ? [process.execPath, [entry, ...args]] : ['npm', args];
}

/** What npm itself gives as the reason: its first error line that is not a code or a path. */
function npmReason(output) {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR!) /.test(line));
  const texts = lines.map((line) => line.replace(/^npm (error|ERR!) /, ''));
  return texts.find((line) => !/^(code|errno|syscall|path) /.test(line)) ?? 'it gave no reason';
}

async function installPackages() {
  step('installing npm packages (about 20 s the first time)');
  const [file, args] = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors = (errors + text).slice(-100_000);
  });
  let isInterrupted = false;
  const forward = (signal) => {
    isInterrupted = true;
    child.kill(signal);
  };
  process.on('SIGINT', forward).on('SIGTERM', forward);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      errors += `npm error ${error.message}\n`;
      resolve(1);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
  process.off('SIGINT', forward).off('SIGTERM', forward);
  if (isInterrupted) throw new Error('Interrupted; the packages are installed anew next time.');
  if (code !== 0) {
    throw new Error(`The npm packages could not be installed: ${npmReason(errors)}`);
  }
  if (!existsSync(pinnedNode)) {
    throw new Error(
      'npm did not place the pinned Node; allow install scripts (npm config set ignore-scripts ' +
        'false) and try again.',
    );
  }
}

async function ensurePackages() {
  if (!packagesMissing()) return;
  const lock = await waitForLock(join(root, '.cache', 'install.lock'), {
    waitMs: installWaitMs,
    onWait: (pid) => step(`waiting for process ${pid}, which is installing the packages`),
  });
  try {
    if (packagesMissing()) await installPackages();
  } finally {
    lock.release();
  }
}

/**
 * npm passes SIGTERM to the shell that runs its script, and the shell dies without telling us. Under
 * npm a new parent therefore means that npm was asked to end.
 */
function watchParent(onLost) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onLost();
  }, parentPollMs);
  timer.unref();
}

/** Runs the rest on the pinned Node, which npm scripts and child processes then find first. */
async function handOver(args) {
  const path = `${dirname(pinnedNode)}:${process.env.PATH ?? ''}`;
  const env = { ...process.env, PATH: path, EUCORA_BEGAN_MS: String(began) };
  const program = join(root, 'packaging', 'src', 'main.ts');
  const child = spawn(pinnedNode, [program, ...args], { cwd: root, env, stdio: 'inherit' });
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  watchParent(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve(code ?? 128 + (constants.signals[signal] ?? 1));
    });
  });
}

async function main() {
  if (Number(process.versions.node.split('.')[0]) < nodeMajorMin) {
    throw new Error(`Node ${nodeMajorMin} or later is needed; this is ${process.version}.`);
  }
  await ensurePackages();
  return handOver(process.argv.slice(2));
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
