import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/**
 * What programs that tests start inherit, less what would change how ours behave. Process accounting
 * is one for the whole machine: agents of tests leave it to the test of it.
 */
export function inheritedEnvironment(): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    const ours = name.startsWith('EUCORA_') && name !== 'EUCORA_NATS_SERVER';
    if (value !== undefined && !ours && !name.startsWith('VITEST')) inherited[name] = value;
  }
  return { ...inherited, EUCORA_AGENT_ACCOUNTING: 'off' };
}

/** True on a build server, where something missing is a failure and not a reason to skip. */
export function onBuildServer(): boolean {
  return process.env['CI'] === 'true';
}

/** The browser to test with: what the bootstrap found, else what a Debian package would install. */
export function chromiumProgram(): string | undefined {
  const candidates = [process.env['EUCORA_CHROMIUM'], '/usr/bin/chromium'];
  return candidates.find((path) => path !== undefined && existsSync(path));
}

/** Where this process and all that it starts from now on keep temporary files. */
export function useTemporaryFolder(folder: string): void {
  process.env['TMPDIR'] = folder;
}
