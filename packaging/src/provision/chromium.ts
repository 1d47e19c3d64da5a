import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { readProvisionConfig } from '../config.ts';
import { run, RunError } from './run.ts';

const aptMs = 600_000;
const probeMs = 20_000;
const names: readonly [string, ...string[]] = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** A browser to drive, or the sentence that says why there is none. */
export type Chromium =
  | { readonly kind: 'found'; readonly file: string }
  | { readonly kind: 'missing'; readonly reason: string };

export interface ChromiumOptions {
  readonly path?: readonly string[];
  readonly onProgress?: (step: string) => void;
  readonly signal?: AbortSignal;
}

/** The Chromium or Chrome on PATH; undefined when there is none. */
export async function findChromium(options: ChromiumOptions = {}): Promise<string | undefined> {
  for (const folder of options.path ?? readProvisionConfig().path) {
    for (const name of names) {
      const file = join(folder, name);
      if (await isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** Finds a Chromium, installing Debian's package where that is possible (apt and root). */
export async function ensureChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const present = await findChromium(options);
  if (present !== undefined) return { kind: 'found', file: present };
  if (!(await isExecutable('/usr/bin/apt-get'))) {
    return missing('install Chromium and put it on PATH');
  }
  if (process.getuid?.() !== 0) return missing('run "apt-get install chromium" as root');

  options.onProgress?.('installing Chromium for the browser tests (a minute or two)');
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive' };
  const settings = { env, timeoutMs: aptMs, signal: options.signal };
  // A machine's own unattended update may hold the lock for a while.
  const apt = ['-o', 'DPkg::Lock::Timeout=120', '-qq'];
  try {
    await run('apt-get', [...apt, 'update'], settings);
    await run('apt-get', [...apt, 'install', '-y', '--no-install-recommends', names[0]], settings);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return missing(`"apt-get install chromium" failed (${error.message})`);
  }
  const installed = await findChromium(options);
  if (installed === undefined) return missing('the installed package brought no program on PATH');
  await run(installed, ['--version'], { timeoutMs: probeMs });
  return { kind: 'found', file: installed };
}

function missing(reason: string): Chromium {
  return { kind: 'missing', reason };
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    // Absent or not ours to run: the same to us.
    return false;
  }
}
