import { access } from 'node:fs/promises';
import { rpmDatabases } from '../../collectors/linux/rpm.ts';
import { systemCode } from '../../errors.ts';
import { absent, type Executor, type Installed, type Outcome } from '../contract.ts';
import { programLimits, type Ended, type RunProgram } from '../program.ts';

export interface RpmOptions {
  readonly run: RunProgram;
  /** Another system's root folder: images, and tests; absent: this machine. */
  readonly root?: string | undefined;
  /** Where its database is, below the root; absent: where rpm keeps it. */
  readonly dbPath?: string | undefined;
}

const rpm = '/usr/bin/rpm';
/** Versions as the inventory tells them: no epoch where there is none. */
const queryFormat = '%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\n';

/** Installs .rpm files by rpm itself, without any network. */
export function rpmExecutor({ run, root, dbPath }: RpmOptions): Executor {
  const place = [
    ...(root === undefined ? [] : ['--root', root]),
    ...(dbPath === undefined ? [] : ['--dbpath', dbPath]),
  ];
  const change = (args: readonly string[]): Promise<Ended> =>
    run({ path: rpm, args: [...place, ...args], timeoutMs: programLimits.installMs });
  return {
    suffix: '.rpm',
    look: async (name) => {
      const args = [...place, '-q', '--qf', queryFormat, '--', name];
      const ended = await run({ path: rpm, args, timeoutMs: programLimits.queryMs });
      return readQuery(ended);
    },
    install: async ({ path }) => {
      const args = ['--oldpackage', '--replacepkgs', '--nosignature', '--', path];
      // The publisher's word for the bytes was asked already (both sides); rpm would ask for its own.
      const test = await change(['-U', '--test', ...args]);
      const refusal = outcomeOf(test, false);
      return refusal.ok ? outcomeOf(await change(['-U', ...args]), true) : refusal;
    },
    remove: async (name) => outcomeOf(await change(['-e', '--', name]), true),
    // Its database is transactional: what an interruption leaves is an index that may be old.
    repair: async () => outcomeOf(await change(['--rebuilddb']), true),
    restartOf: async () => 'nothing',
    hold: null,
  };
}

/** True where rpm has a database: it may also be a mere tool on a machine of dpkg. */
export async function hasRpm(root = ''): Promise<boolean> {
  for (const path of rpmDatabases) {
    try {
      await access(`${root}${path}`);
      await access(rpm);
      return true;
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  }
  return false;
}

/** Several versions of a package may stand beside each other: the last one is the newest. */
export function readQuery({ kind, code, stdout }: Ended): Installed {
  if (kind !== 'ended' || code !== 0) return absent;
  const version = stdout.split('\n').findLast((line) => line !== '');
  return version === undefined ? absent : { state: 'installed', version, held: false };
}

function outcomeOf({ kind, code, said }: Ended, changed: boolean): Outcome {
  if (kind === 'missing') return { ok: false, code: 'installer_missing', changed: false, said };
  if (kind === 'timed_out') return { ok: false, code: 'timed_out', changed, said };
  if (code === 0) return { ok: true, said };
  if (/can't create transaction lock|cannot get exclusive lock/i.test(said)) {
    return { ok: false, code: 'locked', changed: false, said };
  }
  if (/is needed by/.test(said)) {
    return { ok: false, code: 'dependencies_missing', changed, said };
  }
  if (/is intended for a different (?:architecture|operating system)/.test(said)) {
    return { ok: false, code: 'wrong_architecture', changed, said };
  }
  if (/conflicts with/.test(said)) return { ok: false, code: 'would_remove', changed, said };
  return { ok: false, code: 'installer_failed', changed, said };
}
