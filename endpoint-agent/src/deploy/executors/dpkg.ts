import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../errors.ts';
import { absent, type Executor, type Installed, type Outcome } from '../contract.ts';
import { programLimits, type Ended, type RunProgram } from '../program.ts';

export interface DpkgOptions {
  readonly run: RunProgram;
  /** Another system's root folder: images, and tests; absent: this machine. */
  readonly root?: string | undefined;
}

const dpkg = '/usr/bin/dpkg';
const dpkgQuery = '/usr/bin/dpkg-query';
const aptGet = '/usr/bin/apt-get';
/** Nobody is there to answer, and a service of the machine is not to be asked what to restart. */
const quiet = {
  DEBIAN_FRONTEND: 'noninteractive',
  DEBCONF_NONINTERACTIVE_SEEN: 'true',
  APT_LISTCHANGES_FRONTEND: 'none',
  NEEDRESTART_MODE: 'l',
  NEEDRESTART_SUSPEND: '1',
};
/** Configuration that an administrator changed stays; what is new beside it gets its default. */
const configuration = ['--force-confdef', '--force-confold'];
const queryFormat = '${db:Status-Want}\\t${db:Status-Status}\\t${Version}\\t${Architecture}\\n';

/**
 * Installs .deb files by dpkg, without any network. Where there is apt it says first what would happen:
 * when that is more than this one package, nothing is begun. (apt-get itself would fetch what is
 * missing, or remove what is in the way.)
 */
export function dpkgExecutor({ run, root }: DpkgOptions): Executor {
  const adminDir = join(root ?? '/', 'var/lib/dpkg');
  const rooted =
    root === undefined
      ? []
      : [`--root=${root}`, '--force-not-root', `--log=${join(root, 'var/log/dpkg.log')}`];
  const change = (args: readonly string[], input?: string): Promise<Ended> =>
    run({
      path: dpkg,
      args: [...rooted, ...args],
      env: quiet,
      timeoutMs: programLimits.installMs,
      ...(input !== undefined && { input }),
    });
  const foretell = async (path: string): Promise<Outcome | null> => {
    const { queryMs: timeoutMs } = programLimits;
    const args = [...aptFlags(root), '--', path];
    const ended = await run({ path: aptGet, args, env: quiet, timeoutMs });
    return foretold(ended);
  };
  return {
    suffix: '.deb',
    look: async (name) => {
      const args = [`--admindir=${adminDir}`, '-W', '-f', queryFormat, '--', name];
      const { queryMs: timeoutMs } = programLimits;
      const ended = await run({ path: dpkgQuery, args, env: quiet, timeoutMs });
      return readQuery(ended.kind === 'ended' && ended.code === 0 ? ended.stdout : '');
    },
    install: async ({ path }) => {
      const refusal = await foretell(path);
      if (refusal) return refusal;
      return outcomeOf(await change([...configuration, '--install', '--', path]));
    },
    remove: async (name) => {
      // A package whose unpacking was interrupted goes only by force, and nothing is lost by that.
      const args = ['--force-remove-reinstreq', '--remove', '--', name];
      return outcomeOf(await change(args));
    },
    repair: async () => outcomeOf(await change([...configuration, '--configure', '--pending'])),
    restartOf: async (name) => {
      const names = await readList(join(root ?? '/', 'run/reboot-required.pkgs'));
      return names.includes(name) ? 'boot' : 'nothing';
    },
    hold: async (name, on) =>
      outcomeOf(await change(['--set-selections'], `${name} ${on ? 'hold' : 'install'}\n`)),
  };
}

/** True where dpkg is. */
export async function hasDpkg(): Promise<boolean> {
  try {
    await access(dpkg);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function aptFlags(root: string | undefined): readonly string[] {
  const options = [
    'Debug::NoLocking=true', // who only asks needs no lock
    'APT::Get::AutomaticRemove=false',
    'APT::Install-Recommends=false',
    ...(root === undefined
      ? []
      : [
          `Dir=${root}`,
          `Dir::State::status=${join(root, 'var/lib/dpkg/status')}`,
          'Dir::Bin::dpkg=/usr/bin/dpkg',
        ]),
  ];
  const how = ['--simulate', '--no-download', '--allow-downgrades', '--allow-change-held-packages'];
  return [...options.flatMap((option) => ['-o', option]), '-q', '-y', ...how, 'install'];
}

/** What apt says would happen; null when it is this one package's installation, or apt is not here. */
export function foretold({ kind, code, stdout, said }: Ended): Outcome | null {
  if (kind === 'missing') return null;
  const no = { ok: false, changed: false } as const;
  if (kind === 'timed_out') return { ...no, code: 'timed_out', said };
  const removed = namesAfter(stdout, 'Remv');
  const added = namesAfter(stdout, 'Inst');
  if (removed.length > 0) {
    return { ...no, code: 'would_remove', said: `it would remove ${removed.join(', ')}` };
  }
  if (added.length > 1) {
    return { ...no, code: 'dependencies_missing', said: `it needs others of ${added.join(', ')}` };
  }
  if (code === 0) return null;
  if (/unmet dependencies/i.test(`${stdout}\n${said}`)) {
    // Broken packages of old, or one that needs what is not here: dpkg tells the two apart.
    const missing = /^ [\w.+-]+ : (?:Pre)?-?Depends: .*$/m.exec(stdout)?.[0].trim();
    if (missing === undefined) return null;
    return { ...no, code: 'dependencies_missing', said: missing };
  }
  if (/wrong architecture|does not match system|is not supported/i.test(said)) {
    return { ...no, code: 'wrong_architecture', said };
  }
  return null;
}

const namesAfter = (text: string, verb: string): string[] =>
  [...text.matchAll(new RegExp(`^${verb} (\\S+)`, 'gm'))].map(([, name = '']) => name);

/** One package's line of `dpkg-query`; foreign architectures beside it have lines of their own. */
export function readQuery(stdout: string): Installed {
  const lines = stdout.split('\n').filter((line) => line.includes('\t'));
  const states = lines.map((line): Installed => {
    const [want, status = '', version = ''] = line.split('\t');
    const held = want === 'hold';
    if (status === 'installed' || status.startsWith('triggers-')) {
      return { state: 'installed', version, held };
    }
    const isGone = status === 'not-installed' || status === 'config-files' || version === '';
    return isGone ? { ...absent, held } : { state: 'broken', version, held };
  });
  return (
    states.find(({ state }) => state === 'broken') ??
    states.find(({ state }) => state === 'installed') ??
    states[0] ??
    absent
  );
}

function outcomeOf({ kind, code, said }: Ended): Outcome {
  if (kind === 'missing') return { ok: false, code: 'installer_missing', changed: false, said };
  if (kind === 'timed_out') return { ok: false, code: 'timed_out', changed: true, said };
  if (code === 0) return { ok: true, said };
  if (/was locked by another process|unable to (?:acquire|lock)/i.test(said)) {
    return { ok: false, code: 'locked', changed: false, said };
  }
  if (/package architecture \(\S+\) does not match system/.test(said)) {
    return { ok: false, code: 'wrong_architecture', changed: true, said };
  }
  const isMissing = /dependency problems/.test(said);
  const why = isMissing ? 'dependencies_missing' : 'installer_failed';
  return { ok: false, code: why, changed: true, said };
}

async function readList(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').map((line) => line.trim());
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
