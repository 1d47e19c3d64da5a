import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDirectory } from '../../testing/builders.ts';
import type { Executor } from '../contract.ts';
import { runProgram, type Ended, type Program } from '../program.ts';
import { buildDeb, buildRpm, makeDpkgRoot } from '../testing/packages.ts';
import { SlotStore } from '../../selfupdate/slot-store.ts';
import { agentVersion } from '../../version.ts';
import { agentExecutor } from './agent.ts';
import { dpkgExecutor, foretold, readQuery } from './dpkg.ts';
import { pkgExecutor } from './installer.ts';
import { rpmExecutor } from './rpm.ts';
import { msiExecutor, msiOutcome, msixExecutor } from './windows.ts';

const file = (path: string, packageName = 'hello', version = '1.0') => {
  return { path, packageName, version };
};

// A real package manager on a real disk: a second where nothing else runs.
const real = { timeout: 120_000 };

describe.skipIf(!existsSync('/usr/bin/dpkg'))('dpkg', real, () => {
  test('installs, upgrades, goes back, holds and removes in a system of its own', async () => {
    await using folder = await tempDirectory();
    const root = await makeDpkgRoot(join(folder.path, 'root'));
    const deb = dpkgExecutor({ run: runProgram, root });
    const [one, two] = await Promise.all(
      ['1.0', '2.0'].map((version) => buildDeb(folder.path, { name: 'hello', version })),
    );
    expect(await deb.look('hello')).toEqual({ state: 'absent', version: null, held: false });
    expect(await deb.install(file(one ?? ''))).toMatchObject({ ok: true });
    expect(await deb.install(file(two ?? ''))).toMatchObject({ ok: true });
    expect(await deb.look('hello')).toEqual({ state: 'installed', version: '2.0', held: false });
    expect(await deb.install(file(one ?? ''))).toMatchObject({ ok: true });
    expect(await deb.hold?.('hello', true)).toMatchObject({ ok: true });
    expect(await deb.look('hello')).toEqual({ state: 'installed', version: '1.0', held: true });
    expect(await deb.hold?.('hello', false)).toMatchObject({ ok: true });
    await writeFile(join(root, 'run/reboot-required.pkgs'), 'linux-base\nhello\n');
    expect(await deb.restartOf('hello')).toBe('boot');
    expect(await deb.remove('hello')).toMatchObject({ ok: true });
    expect(await deb.look('hello')).toMatchObject({ state: 'absent' });
    expect(await deb.remove('hello')).toMatchObject({ ok: true });
  });

  test('begins nothing that needs what is not there, and repairs what was interrupted', async () => {
    await using folder = await tempDirectory();
    const root = await makeDpkgRoot(join(folder.path, 'root'));
    const deb = dpkgExecutor({ run: runProgram, root });
    const fields = ['Depends: not-there (>= 2)'];
    const needy = await buildDeb(folder.path, { name: 'needy', version: '1.0', fields });
    expect(await deb.install(file(needy, 'needy'))).toMatchObject({
      code: 'dependencies_missing',
      ok: false,
    });
    expect(await deb.look('needy')).toMatchObject({ state: 'absent' });
    const path = await buildDeb(folder.path, { name: 'hello', version: '1.0' });
    // What a power cut between unpacking and configuring leaves.
    const args = [`--root=${root}`, '--force-not-root', '--unpack', path];
    await runProgram({ path: '/usr/bin/dpkg', args, timeoutMs: 30_000 });
    expect(await deb.look('hello')).toEqual({ state: 'broken', version: '1.0', held: false });
    expect(await deb.repair()).toMatchObject({ ok: true });
    expect(await deb.look('hello')).toMatchObject({ state: 'installed' });
    const scripts = { postinst: '#!/bin/sh\nexit 3\n' };
    const bad = await buildDeb(folder.path, { name: 'bad', version: '1.0', scripts });
    const outcome = await deb.install(file(bad, 'bad'));
    expect(outcome).toMatchObject({ ok: false, code: 'installer_failed', changed: true });
    expect(outcome.said).toContain('post-installation script');
    expect(await deb.look('bad')).toMatchObject({ state: 'broken' });
    expect(await deb.remove('bad')).toMatchObject({ ok: true });
  });

  test('gives its programs nothing but arguments, whole paths and a bare environment', async () => {
    const calls: Program[] = [];
    const none = { code: 0, stdout: '', said: '' };
    const run = async (program: Program): Promise<Ended> => {
      calls.push(program);
      return { kind: 'ended', ...none };
    };
    await dpkgExecutor({ run }).install(file('/staging/ab.deb'));
    expect(calls.map(({ path, args }) => [path, ...args].join(' '))).toEqual([
      '/usr/bin/apt-get -o Debug::NoLocking=true -o APT::Get::AutomaticRemove=false ' +
        '-o APT::Install-Recommends=false -q -y --simulate --no-download --allow-downgrades ' +
        '--allow-change-held-packages install -- /staging/ab.deb',
      '/usr/bin/dpkg --force-confdef --force-confold --install -- /staging/ab.deb',
    ]);
    expect(calls.at(-1)?.env).toMatchObject({ DEBIAN_FRONTEND: 'noninteractive' });
    const seen = await runProgram({ path: '/usr/bin/env', args: [], timeoutMs: 5_000 });
    const names = seen.stdout.split('\n').map((line) => line.split('=')[0]);
    expect(new Set(names)).toEqual(new Set(['LC_ALL', 'PATH', '']));
    await expect(async () => runProgram({ path: 'dpkg', args: [], timeoutMs: 1 })).rejects.toThrow(
      'no absolute path',
    );
  });

  test('reads what dpkg-query and apt say', () => {
    expect(readQuery('install\tinstalled\t1.0\tamd64\n')).toMatchObject({ state: 'installed' });
    expect(readQuery('deinstall\tconfig-files\t1.0\tamd64\n')).toMatchObject({ state: 'absent' });
    expect(readQuery('install\thalf-configured\t1.0\tall\n')).toMatchObject({ state: 'broken' });
    expect(readQuery('hold\ttriggers-pending\t1.0\tall\n')).toEqual({
      state: 'installed',
      version: '1.0',
      held: true,
    });
    const said = (stdout: string, code = 0): Ended => ({ kind: 'ended', code, stdout, said: '' });
    expect(foretold(said('Inst a (1.0)\nConf a (1.0)\n'))).toBeNull();
    expect(foretold(said('Inst a (1)\nInst b (1)\n'))).toMatchObject({
      code: 'dependencies_missing',
    });
    expect(foretold(said('Remv c [1]\nInst a (1)\n'))).toMatchObject({ code: 'would_remove' });
  });
});

describe.skipIf(!existsSync('/usr/bin/rpmbuild'))('rpm', real, () => {
  test('installs, upgrades, goes back and removes in a system of its own', async () => {
    await using folder = await tempDirectory();
    const root = join(folder.path, 'root');
    await mkdir(root);
    const rpm = rpmExecutor({ run: runProgram, root, dbPath: '/var/lib/rpm' });
    const one = await buildRpm(folder.path, { name: 'hello', version: '1.0' });
    const two = await buildRpm(folder.path, { name: 'hello', version: '2.0' });
    expect(await rpm.look('hello')).toMatchObject({ state: 'absent' });
    expect(await rpm.install(file(one))).toMatchObject({ ok: true });
    expect(await rpm.install(file(one))).toMatchObject({ ok: true });
    expect(await rpm.install(file(two))).toMatchObject({ ok: true });
    expect(await rpm.look('hello')).toEqual({ state: 'installed', version: '2.0-1', held: false });
    expect(await rpm.install(file(one))).toMatchObject({ ok: true });
    expect(await rpm.look('hello')).toMatchObject({ version: '1.0-1' });
    expect(await rpm.repair()).toMatchObject({ ok: true });
    const fields = ['Requires: not-there'];
    const needy = await buildRpm(folder.path, { name: 'needy', version: '1.0', fields });
    expect(await rpm.install(file(needy, 'needy'))).toMatchObject({
      ok: false,
      code: 'dependencies_missing',
      changed: false,
    });
    expect(await rpm.remove('hello')).toMatchObject({ ok: true });
    expect(await rpm.look('hello')).toMatchObject({ state: 'absent' });
  });
});

describe('installers of other platforms are called with', () => {
  const recorder = (stdout = '{}', code = 0) => {
    const calls: string[][] = [];
    const run = async ({ path, args }: Program): Promise<Ended> => {
      calls.push([path, ...args]);
      return { kind: 'ended', code, stdout, said: '' };
    };
    return { calls, run };
  };
  const work = async (executor: Executor, path: string): Promise<void> => {
    await executor.look('App');
    await executor.install(file(path, 'App'));
    await executor.remove('App');
  };

  test('msiexec: whole arguments, no restart, its exit codes understood', async () => {
    await using folder = await tempDirectory();
    const found = JSON.stringify({ product: '{1A}', version: '3.1' });
    const { calls, run } = recorder(found);
    const msi = msiExecutor({ run, folder: folder.path });
    expect(await msi.look('App')).toMatchObject({ version: '3.1' });
    await work(msi, 'C:\\staging\\a b.msi');
    const msiexec = 'C:\\Windows\\System32\\msiexec.exe';
    const quiet = ['/qn', '/norestart', 'REBOOT=ReallySuppress'];
    expect(calls.filter(([path]) => path === msiexec)).toEqual([
      [msiexec, '/i', 'C:\\staging\\a b.msi', ...quiet],
      [msiexec, '/x', '{1A}', ...quiet],
    ]);
    const outcome = (code: number) => msiOutcome({ kind: 'ended', code, stdout: '', said: '' });
    expect(outcome(3010)).toMatchObject({ ok: true });
    expect(outcome(1618)).toMatchObject({ ok: false, code: 'locked', changed: false });
    expect(outcome(1603)).toMatchObject({ ok: false, code: 'installer_failed', changed: true });
    const boots = msiExecutor({ run: recorder('{}', 3010).run, folder: folder.path });
    await boots.install(file('C:\\a.msi'));
    expect(await boots.restartOf('App')).toBe('boot');
  });

  test('powershell: a script of ours and a file of arguments, nothing of an order', async () => {
    await using folder = await tempDirectory();
    const { calls, run } = recorder();
    const name = 'App"; Remove-Item C:\\ #';
    const msix = msixExecutor({ run, folder: folder.path });
    await msix.install(file(`C:\\${name}.msix`, name));
    expect(calls).toHaveLength(1);
    const [path = '', ...args] = calls[0] ?? [];
    expect(path).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(args.slice(0, 6)).toEqual([
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-ExecutionPolicy',
      'Bypass',
      '-File',
    ]);
    expect(args).toHaveLength(8);
    expect(calls.flat().join(' ')).not.toContain('Remove-Item');
    const order: unknown = JSON.parse(await readFile(args[7] ?? '', 'utf8'));
    expect(order).toEqual({ path: `C:\\${name}.msix` });
    expect(await readFile(args[6] ?? '', 'utf8')).toContain('Add-AppxPackage -Path $o.path');
  });

  test('installer and pkgutil on macOS', async () => {
    const { calls, run } = recorder('package-id: App\nversion: 4.2\nvolume: /\n');
    const pkg = pkgExecutor({ run });
    expect(await pkg.look('App')).toMatchObject({ version: '4.2' });
    await pkg.install(file('/staging/a.pkg', 'App'));
    expect(await pkg.remove('App')).toMatchObject({ ok: false, code: 'unsupported' });
    expect(calls).toEqual([
      ['/usr/sbin/pkgutil', '--pkg-info', 'App'],
      ['/usr/sbin/installer', '-pkg', '/staging/a.pkg', '-target', '/'],
    ]);
  });
});

describe('this program', () => {
  /** A tar that holds one program, as the build makes it. */
  function tarOf(text: string): Buffer {
    const head = Buffer.alloc(512);
    head.write('eucora-agent', 0);
    head.write('0000755\0', 100);
    head.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write('0', 156);
    head.write('ustar\0', 257);
    head.write('00', 263);
    head.fill(' ', 148, 156);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const body = Buffer.alloc(Math.ceil(text.length / 512) * 512);
    body.write(text);
    return Buffer.concat([head, body, Buffer.alloc(1_024)]);
  }
  const program = (version: string): string => {
    const said = { program: 'eucora-agent', version, homeReadsFrom: 1, homeWrites: 1 };
    return `#!/bin/sh\necho '${JSON.stringify(said)}'\n`;
  };

  test('is put on trial by its launcher, and refused where it says that it is another', async () => {
    await using folder = await tempDirectory();
    const agent = agentExecutor({ home: folder.path, startAnew: () => undefined });
    const path = join(folder.path, 'agent.tar');
    await writeFile(path, tarOf(program('9.1')));
    const install = (version: string) => agent.install(file(path, 'eucora-agent', version));
    expect(await install('9.0')).toMatchObject({ ok: false, changed: false });
    expect(await install('9.1')).toMatchObject({ ok: true });
    expect(await agent.restartOf('eucora-agent')).toBe('agent_restart');
    const store = await SlotStore.open(folder.path, agentVersion);
    expect(store.state.trial?.build.version).toBe('9.1');
    expect(await agent.look('eucora-agent')).toMatchObject({ version: agentVersion });
    expect(await agent.look('another')).toMatchObject({ state: 'absent' });
    expect(await agent.remove('eucora-agent')).toMatchObject({ ok: false, code: 'unsupported' });
  });
});
