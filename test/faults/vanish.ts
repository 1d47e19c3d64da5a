import { rm } from 'node:fs/promises';
import {
  signalProcess,
  successor,
  type ProcessIdentity,
  type ProcessName,
} from '../kit/processes.ts';

/**
 * Takes a folder away from a process, which meanwhile stands still, and kills it: what it had not
 * written anywhere else is gone. Gives its successor.
 */
export async function loseFolder(
  dataDir: string,
  name: ProcessName,
  folder: string,
): Promise<ProcessIdentity> {
  const stopped = await signalProcess(dataDir, name, 'SIGSTOP');
  await rm(folder, { recursive: true });
  process.kill(stopped.pid, 'SIGKILL');
  return successor(dataDir, name, stopped);
}
