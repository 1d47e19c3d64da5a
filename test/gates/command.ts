import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inexact, lockFaults, readAdvice, type LockedPackage } from './dependencies.ts';
import { dependencyPolicy, knownSecrets } from './policy.ts';
import { findSecrets, judgeSecrets } from './secrets.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
const fileBytesMax = 2_000_000;
const adviceMsMax = 60_000;

type Say = (line: string) => void;

/** Files that git knows, as paths from the root. */
async function trackedFiles(): Promise<string[]> {
  const { stdout } = await run('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 16_777_216 });
  return stdout.split('\0').filter((path) => path !== '');
}

/** No secret lies in the repository. */
async function secrets(say: Say): Promise<boolean> {
  const findings = [];
  let files = 0;
  for (const path of await trackedFiles()) {
    const bytes = await readFile(join(root, path));
    if (bytes.length > fileBytesMax || bytes.includes(0)) continue;
    files += 1;
    findings.push(...findSecrets(path, bytes.toString('utf8')));
  }
  const { open, stale } = judgeSecrets(findings, knownSecrets);
  for (const { path, line, what } of open) say(`${path}:${line} looks like a secret: ${what}`);
  for (const { path, what } of stale) say(`${path} holds no ${what} any more: delete the entry`);
  say(`${files} files, ${findings.length} look like secrets, ${open.length} not explained`);
  return open.length + stale.length === 0;
}

interface PackageFile {
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const readJson = async <T>(path: string): Promise<T> =>
  JSON.parse(await readFile(join(root, path), 'utf8')) as T;

/** Dependencies are exact, hashed, permissively licensed, and free of known holes. */
async function dependencies(say: Say): Promise<boolean> {
  const { packages } = await readJson<{ packages: Record<string, LockedPackage> }>(
    'package-lock.json',
  );
  const { workspaces = [] } = await readJson<PackageFile>('package.json');
  const paths = ['package.json', ...workspaces.map((folder) => `${folder}/package.json`)];
  const manifests = await Promise.all(
    paths.map(async (path) => {
      const { dependencies: own, devDependencies } = await readJson<PackageFile>(path);
      return { path, wanted: { ...own, ...devDependencies } };
    }),
  );
  const advice = readAdvice(await askAdvice(), dependencyPolicy);
  const faults = [
    ...inexact(manifests),
    ...lockFaults(packages, dependencyPolicy),
    ...(advice.asked ? advice.faults : []),
  ];
  for (const fault of faults) say(fault);
  const asked = advice.asked ? 'asked' : `NOT ASKED: ${advice.why}`;
  say(`${Object.keys(packages).length} packages, ${faults.length} faults; advisories ${asked}`);
  return faults.length === 0;
}

/** npm exits with 1 both when it finds something and when it can't ask; its answer says which. */
async function askAdvice(): Promise<string> {
  const args = ['audit', '--json', '--omit=dev', '--fetch-retries=0', '--fetch-timeout=20000'];
  try {
    const options = { cwd: root, timeout: adviceMsMax, maxBuffer: 16_777_216 };
    return (await run('npm', args, options)).stdout;
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}

const gates: Readonly<Record<string, (say: Say) => Promise<boolean>>> = { secrets, dependencies };

/** Runs one gate by its name. @returns the exit code */
export async function runGate(args: readonly string[], say: Say): Promise<number> {
  const gate = gates[args[0] ?? ''];
  if (gate !== undefined && args.length === 1) return (await gate(say)) ? 0 : 1;
  say(`Say which gate: ${Object.keys(gates).join(' or ')}.`);
  return 2;
}
