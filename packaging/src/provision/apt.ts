import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { run, RunError } from './run.ts';

const aptMs = 600_000;

/** How installing went: done, or the sentence that says what a person can do instead. */
export type Installed =
  | { readonly kind: 'done' }
  | { readonly kind: 'missing'; readonly reason: string };

/** Installs Debian's packages where that is possible: with apt and as root. */
export async function aptInstall(
  packages: readonly string[],
  options: { readonly signal?: AbortSignal | undefined; readonly onBegin?: () => void } = {},
): Promise<Installed> {
  const names = packages.join(' ');
  if (!(await isExecutable('/usr/bin/apt-get'))) {
    return { kind: 'missing', reason: `install ${names} and put it on PATH` };
  }
  if (process.getuid?.() !== 0) {
    return { kind: 'missing', reason: `run "apt-get install ${names}" as root` };
  }
  options.onBegin?.();
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive' };
  const settings = { env, timeoutMs: aptMs, signal: options.signal };
  // A machine's own unattended update may hold the lock for a while.
  const apt = ['-o', 'DPkg::Lock::Timeout=120', '-qq'];
  try {
    await run('apt-get', [...apt, 'update'], settings);
    await run(
      'apt-get',
      [...apt, 'install', '-y', '--no-install-recommends', ...packages],
      settings,
    );
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return { kind: 'missing', reason: `"apt-get install ${names}" failed (${error.message})` };
  }
  return { kind: 'done' };
}

export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    // Absent or not ours to run: the same to us.
    return false;
  }
}
