import type { Executor, Executors } from '../contract.ts';
import type { RunProgram } from '../program.ts';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly run: RunProgram;
  /** Where scripts for an installer may stand: only this user can write there. */
  readonly folder: string;
  /** Another system's root folder in the place of this machine's. */
  readonly root?: string | undefined;
}

/** A machine that can be told nothing. */
export const noExecutors: Executors = {
  deb: null,
  rpm: null,
  msi: null,
  msix: null,
  exe: null,
  pkg: null,
  apk: null,
  agent: null,
  relay: null,
};

/** The executors of a machine. What it has no installer for is null, and its module is not loaded. */
export async function executorsOf(machine: Machine): Promise<Executors> {
  return { ...noExecutors, ...(await platformExecutors(machine)) };
}

async function platformExecutors({ platform, run, folder, root }: Machine) {
  const found: Partial<Record<'deb' | 'rpm' | 'msi' | 'msix' | 'pkg', Executor>> = {};
  if (platform === 'linux') {
    const { dpkgExecutor, hasDpkg } = await import('./dpkg.ts');
    const { hasRpm, rpmExecutor } = await import('./rpm.ts');
    if (await hasDpkg()) found.deb = dpkgExecutor({ run, root });
    if (await hasRpm(root)) found.rpm = rpmExecutor({ run, root });
  }
  if (platform === 'win32') {
    const { msiExecutor, msixExecutor } = await import('./windows.ts');
    found.msi = msiExecutor({ run, folder });
    found.msix = msixExecutor({ run, folder });
  }
  if (platform === 'darwin') {
    const { pkgExecutor } = await import('./installer.ts');
    found.pkg = pkgExecutor({ run });
  }
  return found;
}
