import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface TestPackage {
  readonly name: string;
  readonly version: string;
  /** More fields of its control file, as `Depends: libc6`. */
  readonly fields?: readonly string[];
  /** Maintainer scripts by name, as `postinst`. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Builds a tiny .deb with dpkg-deb; answers its path. */
export async function buildDeb(folder: string, of: TestPackage): Promise<string> {
  const { name, version, fields = [], scripts = {} } = of;
  const tree = join(folder, `${name}-${version}`);
  const control = [
    `Package: ${name}`,
    `Version: ${version}`,
    'Architecture: all',
    'Maintainer: EUCORA edge tests <tests@example.org>',
    'Description: made by a test',
    ...fields,
  ];
  const file = join(tree, 'usr/share', name, 'version');
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${version}\n`);
  await writeFile(join(tree, 'DEBIAN/control'), `${control.join('\n')}\n`);
  for (const [script, text] of Object.entries(scripts)) {
    const path = join(tree, 'DEBIAN', script);
    await writeFile(path, text);
    await chmod(path, 0o755);
  }
  const path = join(folder, `${name}_${version}_all.deb`);
  await execute('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', tree, path]);
  return path;
}

/** The root folder of a system of its own, for dpkg and apt: nothing outside of it is touched. */
export async function makeDpkgRoot(root: string): Promise<string> {
  const folders = [
    'var/lib/dpkg/info',
    'var/lib/dpkg/updates',
    'var/lib/dpkg/triggers',
    'var/lib/apt/lists/partial',
    'var/cache/apt/archives/partial',
    'etc/apt/apt.conf.d',
    'etc/apt/preferences.d',
    'etc/apt/sources.list.d',
    'var/log/apt',
    'run',
  ];
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, 'var/lib/dpkg/status'), '');
  return root;
}

/** Builds a tiny .rpm with rpmbuild; answers its path. */
export async function buildRpm(folder: string, of: TestPackage): Promise<string> {
  const { name, version, fields = [] } = of;
  const spec = join(folder, `${name}-${version}.spec`);
  const lines = [
    `Name: ${name}`,
    `Version: ${version}`,
    'Release: 1',
    'Summary: made by a test',
    'License: Apache-2.0',
    'BuildArch: noarch',
    ...fields,
    '%description',
    'made by a test',
    '%files',
  ];
  await writeFile(spec, `${lines.join('\n')}\n`);
  const defines = ['--define', `_topdir ${folder}/build`, '--define', `_rpmdir ${folder}`];
  await execute('rpmbuild', ['-bb', '--quiet', ...defines, spec]);
  return join(folder, 'noarch', `${name}-${version}-1.noarch.rpm`);
}
