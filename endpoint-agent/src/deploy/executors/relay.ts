import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from '../../errors.ts';
import { homeFormatOf } from '../../files/home-format.ts';
import { openArchive } from '../../selfupdate/archive.ts';
import { SlotError, SlotStore } from '../../selfupdate/slot-store.ts';
import { BuildRefusedError, stageProgram } from '../../selfupdate/stage.ts';
import { absent, type Executor, type Outcome } from '../contract.ts';

export interface RelayExecutorOptions {
  /** Of the relay that runs on this machine. */
  readonly home: string;
  readonly everyMs?: number;
  /** A relay that works hears of a version within seconds, and tries it for minutes at most. */
  readonly withinMs?: number;
  readonly stage?: typeof stageProgram;
}

const packageName = 'eucora-relay';
const refused = (said: string): Outcome => ({
  ok: false,
  code: 'installer_failed',
  changed: false,
  said,
});

/**
 * The relay that runs on this machine: a new version goes into its free slot, the relay ends to have its
 * launcher try it, and what came of the trial is what came of the order.
 */
export function relayExecutor(options: RelayExecutorOptions): Executor {
  const { home } = options;
  return {
    suffix: '.tar',
    async look(name) {
      const state = name === packageName ? (await slotsIn(home))?.state : undefined;
      if (!state) return absent;
      const version = state.good?.build.version ?? state.installed;
      return { state: 'installed', version, held: false };
    },
    install: async ({ path, version }) => {
      const store = await slotsIn(home);
      if (!store) return refused(`no relay was started by \`${packageName} launch\` on ${home}`);
      if (store.state.trial) {
        return { ok: false, code: 'locked', changed: false, said: 'another version is on trial' };
      }
      try {
        const { source, build } = await openArchive(path, version, packageName);
        const homeFormat = await homeFormatOf(home);
        await (options.stage ?? stageProgram)({ store, homeFormat }, source, build);
      } catch (error) {
        if (!(error instanceof BuildRefusedError) && !(error instanceof SlotError)) throw error;
        return refused(error.message);
      }
      return awaitTrial(options, version);
    },
    remove: async () => ({
      ok: false,
      code: 'unsupported',
      changed: false,
      said: 'a relay is not removed by an order: its package does it',
    }),
    repair: async () => ({ ok: true, said: '' }),
    restartOf: async () => 'nothing',
    hold: null,
  };
}

/** The slots of the relay's home, in the name of whoever it belongs to. */
async function slotsIn(home: string): Promise<SlotStore | undefined> {
  try {
    const { uid, gid } = await stat(home);
    return await SlotStore.openOf(home, { program: packageName, owner: { uid, gid } });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function awaitTrial(
  { home, everyMs = 2_000, withinMs = 1_800_000 }: RelayExecutorOptions,
  version: string,
): Promise<Outcome> {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += everyMs) {
    const state = (await slotsIn(home))?.state;
    if (state && !state.trial) {
      const isGood = state.good?.build.version === version;
      return isGood ? { ok: true, said: state.last?.why ?? '' } : refused(state.last?.why ?? '');
    }
    await delay(everyMs);
  }
  const said = 'the relay did not try it: it has to run below `eucora-relay launch`';
  return { ok: false, code: 'timed_out', changed: false, said };
}
