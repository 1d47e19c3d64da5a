import { absent, type Executor, type Installed, type Outcome } from '../contract.ts';
import { programLimits, type Ended, type RunProgram } from '../program.ts';

/** macOS packages by `installer`. `packageName` is the package identifier of its receipt. */
export function pkgExecutor({ run }: { readonly run: RunProgram }): Executor {
  const { installMs, queryMs } = programLimits;
  return {
    suffix: '.pkg',
    look: async (name) => {
      const args = ['--pkg-info', name];
      return readReceipt(await run({ path: '/usr/sbin/pkgutil', args, timeoutMs: queryMs }));
    },
    install: async ({ path }) => {
      const args = ['-pkg', path, '-target', '/'];
      return outcomeOf(await run({ path: '/usr/sbin/installer', args, timeoutMs: installMs }));
    },
    // A receipt does not say how to take a package away; its vendor's own program does.
    remove: async () => ({ ok: false, code: 'unsupported', changed: false, said: '' }),
    repair: async () => ({ ok: true, said: '' }),
    restartOf: async () => 'nothing',
    hold: null,
  };
}

/** The version in `pkgutil --pkg-info`. */
export function readReceipt({ kind, code, stdout }: Ended): Installed {
  if (kind !== 'ended' || code !== 0) return absent;
  const version = /^version: (.+)$/m.exec(stdout)?.[1]?.trim();
  return version === undefined ? absent : { state: 'installed', version, held: false };
}

function outcomeOf({ kind, code, said }: Ended): Outcome {
  if (kind === 'missing') return { ok: false, code: 'installer_missing', changed: false, said };
  if (kind === 'timed_out') return { ok: false, code: 'timed_out', changed: true, said };
  if (code === 0) return { ok: true, said };
  return { ok: false, code: 'installer_failed', changed: true, said };
}
