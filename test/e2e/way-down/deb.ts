import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output } from '../../kit/command.ts';
import type { Random } from '../../kit/random.ts';

/** The package that goes the whole way; nobody else has one of this name. */
export const packageName = 'eucora-greeting';
const programPath = 'usr/bin/eucora-greeting';

/** Builds a real package with a program, and with bytes that no compressor makes smaller. */
export async function buildDeb(
  folder: string,
  version: string,
  { random, payloadBytes }: { readonly random: Random; readonly payloadBytes: number },
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'eucora-deb-'));
  try {
    await mkdir(join(root, 'DEBIAN'));
    await mkdir(join(root, 'usr/bin'), { recursive: true });
    await mkdir(join(root, 'usr/share/eucora-greeting'), { recursive: true });
    const control = [
      `Package: ${packageName}`,
      `Version: ${version}`,
      'Architecture: amd64',
      'Maintainer: Quinn <quinn@example.org>',
      'Section: misc',
      'Priority: optional',
      'Description: says which version it is',
    ];
    await writeFile(join(root, 'DEBIAN/control'), `${control.join('\n')}\n`);
    await writeFile(join(root, programPath), `#!/bin/sh\necho "greeting ${version}"\n`);
    await chmod(join(root, programPath), 0o755);
    const payload = join(root, 'usr/share/eucora-greeting/payload');
    await writeFile(payload, random.bytes(payloadBytes));
    await chmod(root, 0o755);
    const file = join(folder, `${packageName}_${version}_amd64.deb`);
    await output('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', root, file]);
    return file;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
