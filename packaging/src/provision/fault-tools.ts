import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { readProvisionConfig } from '../config.ts';
import { aptInstall, isExecutable } from './apt.ts';

/** Where distributions keep the library that shifts a process' clock. */
const clockLibraries = '/usr/lib{,64}{,/*}/faketime/libfaketimeMT.so.1';

export interface FaultToolsOptions {
  readonly onProgress: (step: string) => void;
}

/** The library that shifts a process' clock; undefined when there is none. */
export async function findClockLibrary(): Promise<string | undefined> {
  for await (const file of glob(clockLibraries)) return file;
  return undefined;
}

/**
 * Brings what breaks clocks and system calls (faketime, strace). Without them the cases that need
 * them fail and name the remedy; the others run.
 */
export async function ensureFaultTools({ onProgress }: FaultToolsOptions): Promise<void> {
  const missing: string[] = [];
  if ((await findClockLibrary()) === undefined) missing.push('faketime');
  const folders = readProvisionConfig().path;
  const found = await Promise.all(folders.map((folder) => isExecutable(join(folder, 'strace'))));
  if (!found.includes(true)) missing.push('strace');
  if (missing.length === 0) return;
  const onBegin = () => onProgress(`installing ${missing.join(' and ')} for the fault cases`);
  const outcome = await aptInstall(missing, { onBegin });
  if (outcome.kind === 'missing') onProgress(`some fault cases cannot run: ${outcome.reason}`);
}
