import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { realHost } from '../real-host.ts';
import { readRpm } from './rpm.ts';

const folder = mkdtempSync(join(tmpdir(), 'eucora-rpm-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function missing(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return false;
  } catch (error) {
    process.stderr.write(`skipped: ${tool} can't be run here (${String(error)})\n`);
    return true;
  }
}

const spec = `Name: eucora-probe
Version: 1.4
Release: 2
Epoch: 3
Summary: A package without files
License: Apache-2.0
Vendor: Example GmbH
BuildArch: noarch
%description
Nothing.
%files
`;

describe.skipIf(missing('rpmbuild') || missing('rpm'))(
  'packages of rpm, in a database of our own',
  () => {
    it('are read as rpm itself wrote them', async () => {
      writeFileSync(join(folder, 'probe.spec'), spec);
      const quiet = { stdio: 'ignore' } as const;
      const top = `_topdir ${folder}/build`;
      execFileSync('rpmbuild', ['-bb', '--define', top, join(folder, 'probe.spec')], quiet);
      const built = join(folder, 'build/RPMS/noarch/eucora-probe-1.4-2.noarch.rpm');
      const root = join(folder, 'root');
      execFileSync('rpm', ['--root', root, '--initdb'], quiet);
      execFileSync('rpm', ['--root', root, '-i', '--nodeps', '--noscripts', built], quiet);
      expect(await readRpm(realHost(AbortSignal.timeout(20_000)), root)).toEqual([
        {
          name: 'eucora-probe',
          version: '3:1.4-2',
          source: 'rpm',
          architecture: 'noarch',
          publisher: 'Example GmbH',
        },
      ]);
    });
  },
);
