import { join, win32 } from 'node:path';
import { writeWhole } from '../../files/atomic.ts';
import { absent, type Executor, type Installed, type Outcome, type Restart } from '../contract.ts';
import { programLimits, type Ended, type RunProgram } from '../program.ts';

export interface WindowsOptions {
  readonly run: RunProgram;
  /** A folder that only administrators can write: scripts and their arguments stand there. */
  readonly folder: string;
  readonly systemRoot?: string; // C:\Windows
}

/**
 * What PowerShell is asked to do. It is given a script of ours and a file of JSON, by path: nothing of
 * an order ever stands in a command. Each prints one line of JSON.
 */
const scripts = {
  'msi-look': `param([string]$Order)
$ErrorActionPreference = 'Stop'
$o = Get-Content -Raw -Encoding UTF8 -LiteralPath $Order | ConvertFrom-Json
$roots = 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
  'HKLM:\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
$found = $roots | Where-Object { Test-Path -LiteralPath $_ } | Get-ChildItem |
  ForEach-Object { Get-ItemProperty -LiteralPath $_.PSPath } |
  Where-Object { $_.PSChildName -eq $o.name -or $_.DisplayName -eq $o.name } |
  Select-Object -First 1
if ($found) { @{ product = $found.PSChildName; version = [string]$found.DisplayVersion } |
  ConvertTo-Json -Compress } else { '{}' }
`,
  'msix-look': `param([string]$Order)
$ErrorActionPreference = 'Stop'
$o = Get-Content -Raw -Encoding UTF8 -LiteralPath $Order | ConvertFrom-Json
$found = Get-AppxPackage -AllUsers | Where-Object { $_.Name -eq $o.name } |
  Sort-Object { [version]$_.Version } | Select-Object -Last 1
if ($found) { @{ product = $found.PackageFullName; version = [string]$found.Version } |
  ConvertTo-Json -Compress } else { '{}' }
`,
  'msix-install': `param([string]$Order)
$ErrorActionPreference = 'Stop'
$o = Get-Content -Raw -Encoding UTF8 -LiteralPath $Order | ConvertFrom-Json
Add-AppxPackage -Path $o.path -ForceUpdateFromAnyVersion -ForceApplicationShutdown
'{}'
`,
  'msix-remove': `param([string]$Order)
$ErrorActionPreference = 'Stop'
$o = Get-Content -Raw -Encoding UTF8 -LiteralPath $Order | ConvertFrom-Json
Get-AppxPackage -AllUsers | Where-Object { $_.Name -eq $o.name } |
  Remove-AppxPackage -AllUsers
'{}'
`,
} as const;
type Script = keyof typeof scripts;

function system({ run, folder, systemRoot = 'C:\\Windows' }: WindowsOptions) {
  const system32 = win32.join(systemRoot, 'System32');
  const env = {
    SystemRoot: systemRoot,
    windir: systemRoot,
    PATH: `${system32};${systemRoot}`,
    PATHEXT: '.COM;.EXE',
    TEMP: folder,
    TMP: folder,
  };
  return {
    msiexec: (args: readonly string[], timeoutMs: number): Promise<Ended> =>
      run({ path: win32.join(system32, 'msiexec.exe'), args, env, timeoutMs }),
    powershell: async (name: Script, order: object, timeoutMs: number): Promise<Ended> => {
      const script = join(folder, `${name}.ps1`);
      const orderFile = join(folder, `${name}.json`);
      await writeWhole(script, scripts[name]);
      await writeWhole(orderFile, JSON.stringify(order));
      const path = win32.join(system32, 'WindowsPowerShell\\v1.0\\powershell.exe');
      const how = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass'];
      return run({ path, args: [...how, '-File', script, orderFile], env, timeoutMs });
    },
  };
}

/** What a script found; its name for the installer beside what it says. */
function readFound({ kind, code, stdout }: Ended): { product: string; version: string } | null {
  if (kind !== 'ended' || code !== 0) return null;
  const found: unknown = JSON.parse(stdout.trim() || '{}');
  if (typeof found !== 'object' || found === null) return null;
  const { product, version }: { product?: unknown; version?: unknown } = found;
  if (typeof product !== 'string' || typeof version !== 'string') return null;
  return { product, version };
}

const asInstalled = (found: { version: string } | null): Installed =>
  found ? { state: 'installed', version: found.version, held: false } : absent;

const { installMs, queryMs } = programLimits;
const msiQuiet = ['/qn', '/norestart', 'REBOOT=ReallySuppress'];

/** Windows Installer packages. `packageName` is the product code or the name under Programs. */
export function msiExecutor(options: WindowsOptions): Executor {
  const { msiexec, powershell } = system(options);
  let restart: Restart = 'nothing';
  const look = async (name: string) => readFound(await powershell('msi-look', { name }, queryMs));
  const settle = (ended: Ended): Outcome => {
    restart = [3010, 1641].includes(ended.code ?? 0) ? 'boot' : 'nothing';
    return msiOutcome(ended);
  };
  return {
    suffix: '.msi',
    look: async (name) => asInstalled(await look(name)),
    install: async ({ path }) => settle(await msiexec(['/i', path, ...msiQuiet], installMs)),
    remove: async (name) => {
      const found = await look(name);
      if (!found) return { ok: true, said: '' };
      return settle(await msiexec(['/x', found.product, ...msiQuiet], installMs));
    },
    // Windows Installer takes back by itself what was interrupted, when it is next asked for anything.
    repair: async () => ({ ok: true, said: '' }),
    restartOf: async () => restart,
    hold: null,
  };
}

/** What msiexec's exit codes mean (Windows Installer, "Error codes"). */
export function msiOutcome({ kind, code, said }: Ended): Outcome {
  if (kind === 'missing') return { ok: false, code: 'installer_missing', changed: false, said };
  if (kind === 'timed_out') return { ok: false, code: 'timed_out', changed: true, said };
  switch (code) {
    case 0:
    case 3010: // done; a restart is needed
    case 1641: // done; a restart was begun
    case 1605: // asked to remove what is not there
      return { ok: true, said };
    case 1618: // another installation is under way
      return { ok: false, code: 'locked', changed: false, said };
    case 1633: // not for this processor
      return { ok: false, code: 'wrong_architecture', changed: false, said };
    case 1619: // can't be opened
    case 1620: // no installer package
    case 1625: // forbidden by policy
      return {
        ok: false,
        code: 'installer_failed',
        changed: false,
        said: `msiexec ${code} ${said}`,
      };
    default:
      return {
        ok: false,
        code: 'installer_failed',
        changed: true,
        said: `msiexec ${code} ${said}`,
      };
  }
}

/** MSIX and AppX packages, for all users. `packageName` is the name in the package's identity. */
export function msixExecutor(options: WindowsOptions): Executor {
  const { powershell } = system(options);
  const outcome = ({ kind, code, said }: Ended): Outcome => {
    if (kind === 'missing') return { ok: false, code: 'installer_missing', changed: false, said };
    if (kind === 'timed_out') return { ok: false, code: 'timed_out', changed: true, said };
    if (code === 0) return { ok: true, said };
    if (said.includes('0x80073D02')) return { ok: false, code: 'locked', changed: false, said };
    if (said.includes('0x80073CF3')) {
      return { ok: false, code: 'dependencies_missing', changed: false, said };
    }
    return { ok: false, code: 'installer_failed', changed: true, said };
  };
  return {
    suffix: '.msix',
    look: async (name) => asInstalled(readFound(await powershell('msix-look', { name }, queryMs))),
    install: async ({ path }) => outcome(await powershell('msix-install', { path }, installMs)),
    remove: async (name) => outcome(await powershell('msix-remove', { name }, installMs)),
    repair: async () => ({ ok: true, said: '' }),
    restartOf: async () => 'nothing',
    hold: null,
  };
}
