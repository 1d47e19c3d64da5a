import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program of the system and gives what it says. */
export async function run(program: string, ...args: string[]): Promise<string> {
  return (await execute(program, args, { maxBuffer: 16 * 1_048_576 })).stdout;
}

/** Which of some programs are not on this machine. */
export async function missingTools(programs: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    programs.map((name) =>
      execute('which', [name]).then(
        () => [],
        () => [name],
      ),
    ),
  );
  return found.flat();
}

/** A folder that goes with the test. */
export async function workFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'eucora-packages-'));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** Writes a file with the folders above it; gives its path. */
export async function put(folder: string, name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

export const debControl = `Package: till
Version: 1:4.2-1
Architecture: amd64
Maintainer: Ops <ops@example.org>
Homepage: https://till.example/
Installed-Size: 12
Depends: libc6 (>= 2.34), adduser | passwd, python3:any
Pre-Depends: dpkg (>> 1.19)
Recommends: chrony
Description: a till
 It sells.
 .
 Much.
`;

/** Builds a Debian package; `packing` as dpkg-deb calls it. */
export async function buildDeb(folder: string, packing = 'xz', extra = ''): Promise<string> {
  const tree = join(folder, `tree-${packing}`);
  await put(tree, 'DEBIAN/control', debControl.replace('Maintainer', `${extra}Maintainer`));
  await put(tree, 'opt/till/readme', `till ${extra}\n`);
  const path = join(folder, `till-${packing}.deb`);
  const options = [`-Z${packing}`, '--uniform-compression', '--root-owner-group'];
  await run('dpkg-deb', ...options, '-b', tree, path);
  return path;
}
