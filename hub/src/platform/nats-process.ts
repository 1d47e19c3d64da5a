import { readFile } from 'node:fs/promises';
import { messageOf } from './errors.ts';

/** A nats-server that runs on this machine, or why it is not known. */
export type NatsProcess = { readonly pid: number } | { readonly unknown: string };

/**
 * Finds the nats-server that wrote the pid file. A number that was left behind and belongs to another
 * program by now is not it.
 */
export async function findNats(pidFile: string): Promise<NatsProcess> {
  try {
    const pid = Number((await readFile(pidFile, 'utf8')).trim());
    if (!Number.isSafeInteger(pid) || pid <= 1) return { unknown: `${pidFile} holds no number` };
    const program = (await readFile(`/proc/${pid}/comm`, 'utf8')).trim();
    if (program.startsWith('nats-server')) return { pid };
    return { unknown: `process ${pid} of ${pidFile} is ${program}` };
  } catch (error) {
    return { unknown: messageOf(error) };
  }
}

/**
 * Ends the broker gently, so that whoever keeps it running starts it again.
 * @returns why it could not; undefined: it was told
 */
export async function endNats(pidFile: string | undefined): Promise<string | undefined> {
  if (pidFile === undefined) return 'EUCORA_NATS_PID_FILE is not set';
  const found = await findNats(pidFile);
  if ('unknown' in found) return found.unknown;
  try {
    process.kill(found.pid, 'SIGTERM');
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
