import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { manualClock, tempDirectory } from '../testing/builders.ts';
import { runProgram, type RunProgram } from './program.ts';
import { TestDevice } from './testing/device.ts';
import { order } from './testing/orders.ts';

// A real package manager on a real disk: a second where nothing else runs.
const real = { timeout: 160_000 };
const noDpkg = !existsSync('/usr/bin/dpkg');
/** A device on a folder that goes when the test is over. */
async function aDevice(): Promise<AsyncDisposable & { readonly device: TestDevice }> {
  const folder = await tempDirectory();
  const device = await TestDevice.make(folder.path);
  return { device, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}
const installedFile = (device: TestDevice): Promise<string> =>
  readFile(join(device.root, 'usr/share/hello/version'), 'utf8');

describe.skipIf(noDpkg)('a device', real, () => {
  test('installs what both sides signed, and attests it; then the next version', async () => {
    await using made = await aDevice();
    const { device } = made;
    const one = await device.version('1.0');
    const two = await device.version('2.0');
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one]);
      await device.until('installed');
      expect(device.steps).toEqual(['accepted', 'fetching', 'installing', 'installed']);
      expect(device.attested).toMatchObject([{ version: '1.0', bootId: device.clock.bootId }]);
      await give(deployer, [two]);
      await vi.waitFor(() => expect(device.attested).toHaveLength(2), 60_000);
      expect(await installedFile(device)).toBe('2.0\n');
      expect(deployer.note.packages).toMatchObject([{ version: '2.0', phase: 'done' }]);
      // A newer document with the same order says nothing new.
      const said = device.steps.length;
      await give(deployer, [two]);
      await give(deployer, [{ ...two, assignment: 'b6'.repeat(16) }]);
      await device.until('unchanged');
      expect(device.steps).toHaveLength(said + 1);
    });
  });

  test('goes back by itself when a check after the installation fails', async () => {
    await using made = await aDevice();
    const { device } = made;
    const after = [{ kind: 'file_exists', path: join(device.root, 'usr/share/hello/no') }] as const;
    const one = await device.version('1.0');
    const two = await device.version('2.0', { after, attemptsMax: 1 });
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one]);
      await device.until('installed');
      device.publisher.isAway = false;
      await give(deployer, [two]);
      await device.until('rolled_back:check_after_failed');
      expect(await installedFile(device)).toBe('1.0\n');
      expect(device.attested).toHaveLength(1);
      expect(device.publisher.fetched).toHaveLength(2); // the way back was kept
      expect(deployer.note.packages).toMatchObject([{ phase: 'given_up', attempts: 1 }]);
      // A rollback is an order like others, and the publisher's floor holds for it.
      const back = { ...one, assignment: 'b6'.repeat(16) };
      await give(deployer, [back]);
      await device.until('unchanged');
    });
  });

  test('takes away what an attempt brought, when nothing was there before', async () => {
    await using made = await aDevice();
    const { device } = made;
    const scripts = { postinst: '#!/bin/sh\nexit 1\n' };
    const bad = await device.version('1.0', { attemptsMax: 1 }, { scripts });
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [bad]);
      await device.until('rolled_back:installer_failed');
      expect(existsSync(join(device.root, 'usr/share/hello/version'))).toBe(false);
      expect(device.attested).toEqual([]);
    });
    // No agent after it begins again: attempts are counted on disk.
    const said = device.steps.length;
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [bad]);
      await deployer.refreshTrust(device.publisher);
      expect(deployer.note.packages).toMatchObject([{ phase: 'given_up', attempts: 1 }]);
    });
    expect(device.steps.slice(said)).toEqual([]);
  });

  test('waits for another boot where the package asks for one', async () => {
    await using made = await aDevice();
    const { device } = made;
    const one = await device.version('1.0');
    await writeFile(join(device.root, 'run/reboot-required.pkgs'), 'hello\n');
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one]);
      await device.until('restart_needed:boot_needed');
    });
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one]);
      expect(device.attested).toEqual([]);
    });
    const boot = manualClock('b1'.repeat(16));
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one]);
      await device.until('installed');
    }, boot);
    expect(device.attested).toMatchObject([{ version: '1.0', bootId: boot.bootId }]);
  });

  test('removes only with an approver, and holds what is pinned', async () => {
    await using made = await aDevice();
    const { device } = made;
    const one = await device.version('1.0');
    const gone = order({ action: 'remove', version: '', assignment: 'b6'.repeat(16) });
    const pin = order({ action: 'pin', version: '1.0', assignment: 'c7'.repeat(16) });
    const status = () => readFile(join(device.root, 'var/lib/dpkg/status'), 'utf8');
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one, pin]);
      await vi.waitFor(() => expect(device.attested).toHaveLength(2), 60_000);
      expect(await status()).toContain('Status: hold ok installed');
      await give(deployer, [gone]);
      await device.until('refused:not_approved');
      await vi.waitFor(
        async () => expect(await status()).toContain('Status: install ok installed'),
        60_000,
      );
      await give(deployer, [gone], true);
      await device.until('removed');
      expect(existsSync(join(device.root, 'usr/share/hello/version'))).toBe(false);
      expect(device.attested.at(-1)).toMatchObject({ version: '' });
    });
  });
});

describe.skipIf(noDpkg)('a device refuses', real, () => {
  test('what the publisher did not sign, and what another plane owns', async () => {
    await using made = await aDevice();
    const { device } = made;
    const one = await device.version('1.0');
    const two = await device.version('2.0');
    const swapped = { ...one, artifact: two.artifact };
    const others = { ...two, plane: 'intune' as const, packageName: 'other' };
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [swapped, others]);
      await device.until('refused:other_plane');
      expect(device.steps).toContain('refused:wrong_package');
      expect(device.publisher.fetched).toEqual([]);
    });
  });

  test('bytes that were changed on their way into the installer', async () => {
    await using made = await aDevice();
    const { device } = made;
    const one = await device.version('1.0');
    const path = [...device.publisher.paths.values()][0] ?? '';
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(path, bytes);
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one]);
      await device.until('failed:bytes_changed');
      expect(device.security).toMatchObject([{ code: 'artifact_bytes_changed' }]);
      expect(existsSync(join(device.root, 'usr/share/hello'))).toBe(false);
    });
  });

  test('metadata older than it has seen, and says so once', async () => {
    await using made = await aDevice();
    const { device } = made;
    const one = await device.version('1.0');
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one]);
      await device.until('installed');
      const { published } = device.publisher.repository;
      const files = published.get('timestamp') ?? [];
      published.set('timestamp', files.slice(0, 1));
      expect(await deployer.refreshTrust(device.publisher)).toBe('refused');
      expect(await deployer.refreshTrust(device.publisher)).toBe('refused');
      expect(device.security).toMatchObject([{ code: 'trust_metadata_refused' }]);
      expect(deployer.note.trust.refused).toContain('TUF 5.4.3.1');
    });
  });
});

describe.skipIf(noDpkg)('an agent that was killed', real, () => {
  test('in the middle of dpkg: the next one repairs it and finishes', async () => {
    await using made = await aDevice();
    const { device } = made;
    const one = await device.version('1.0');
    // The agent dies when dpkg has unpacked: what it leaves is what dpkg left.
    const dies: RunProgram = async (program) => {
      if (!program.args.includes('--install')) return runProgram(program);
      const args = program.args.map((arg) => (arg === '--install' ? '--unpack' : arg));
      await runProgram({ ...program, args });
      return new Promise(() => undefined);
    };
    device.run = dies;
    const first = device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one]);
      const status = () => readFile(join(device.root, 'var/lib/dpkg/status'), 'utf8');
      await vi.waitFor(
        async () => expect(await status()).toContain('Status: install ok unpacked'),
        60_000,
      );
    });
    await first;
    expect(device.steps.at(-1)).toBe('installing');
    device.run = runProgram;
    await device.agent(async ({ deployer, order: give }) => {
      await give(deployer, [one]);
      await device.until('installed');
      expect(deployer.note.packages).toMatchObject([{ phase: 'done', attempts: 1 }]);
    });
    expect(device.attested).toMatchObject([{ version: '1.0' }]);
  });
});
