import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  endOfTrial,
  launch,
  trialLimits,
  type Slot,
  type SlotEvent,
  type TrialEnd,
} from '@eucora/protocol/self-update';
import type { SlotStore } from './slot-store.ts';

/** A program and how it is called. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}
export interface LauncherDoors {
  readonly store: SlotStore;
  /** The program that the package installed: this very one. */
  readonly installed: { readonly version: string; readonly command: Command };
  /** What a program is started with; `trial` is the nonce of its trial. */
  readonly environment: (trial: string | null) => NodeJS.ProcessEnv;
  /** Becomes the program, for good; returns only where the system can't. */
  readonly become: (command: Command, environment: NodeJS.ProcessEnv) => Promise<number>;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly overMs?: number;
  readonly endMs?: number;
}

/**
 * Starts the version that counts (`launch` of the protocol decides). One on trial runs below this
 * process, which ends it when its time is over; whatever is good takes this process's place, so that
 * nothing of the launcher stays in memory. Answers an exit code.
 */
export function launchPrograms(doors: LauncherDoors): Promise<number> {
  const { store, installed, environment, say } = doors;
  const commandOf = (program: Slot | 'installed'): Command =>
    program === 'installed' ? installed.command : { file: store.programOf(program), args: ['run'] };
  return launch({
    store,
    installed: installed.version,
    become: (program) => doors.become(commandOf(program), environment(null)),
    tryOut: (slot, nonce) => tryOut(doors, commandOf(slot), nonce),
    say,
  });
}

/** One start of a program on trial, to its end. */
async function tryOut(
  doors: LauncherDoors,
  { file, args }: Command,
  nonce: string,
): Promise<SlotEvent> {
  const { store, signal, overMs = trialLimits.overMs, endMs = trialLimits.endMs } = doors;
  const child = spawn(file, args, { stdio: 'inherit', env: doors.environment(nonce) });
  let cause: TrialEnd['cause'] = 'itself';
  let killing: NodeJS.Timeout | undefined;
  const end = (why: 'over' | 'outside') => (): void => {
    if (cause === 'itself') cause = why;
    child.kill('SIGTERM');
    killing ??= setTimeout(() => child.kill('SIGKILL'), endMs);
  };
  const over = setTimeout(end('over'), overMs);
  const onAbort = end('outside');
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    const [code, by]: unknown[] = await once(child, 'close');
    return endOfTrial({
      nonce,
      proof: await store.proof(),
      code: typeof code === 'number' ? code : null,
      endedBy: typeof by === 'string' ? by : null,
      cause,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', why: `it could not be started: ${why}` };
  } finally {
    clearTimeout(over);
    clearTimeout(killing);
    signal.removeEventListener('abort', onAbort);
  }
}
