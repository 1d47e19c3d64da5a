import { homeFormatOf } from '../../files/home-format.ts';
import { openArchive } from '../../selfupdate/archive.ts';
import { SlotError, SlotStore } from '../../selfupdate/slot-store.ts';
import { BuildRefusedError, stageProgram } from '../../selfupdate/stage.ts';
import { agentVersion } from '../../version.ts';
import { absent, type Executor } from '../contract.ts';

export interface AgentExecutorOptions {
  readonly home: string;
  /** Ends this program in peace: its launcher starts the version that counts. */
  readonly startAnew: () => void;
}

const packageName = 'eucora-agent';

/**
 * This program itself: the new version goes into the free slot and on trial at the next start, which
 * comes at once. Whether it has proven itself is what the agent after it sees: only one that is good
 * carries out orders, and the one before goes on where the new one has failed.
 */
export function agentExecutor({ home, startAnew }: AgentExecutorOptions): Executor {
  return {
    suffix: '.tar',
    look: async (name) =>
      name === packageName ? { state: 'installed', version: agentVersion, held: false } : absent,
    install: async ({ path, version, packageName: name }) => {
      if (name !== packageName) {
        const said = `an agent is called ${packageName}, not ${name}`;
        return { ok: false, code: 'unsupported', changed: false, said };
      }
      try {
        const store = await SlotStore.open(home, agentVersion);
        const { source, build } = await openArchive(path, version);
        await stageProgram({ store, homeFormat: await homeFormatOf(home) }, source, build);
      } catch (error) {
        if (!(error instanceof BuildRefusedError) && !(error instanceof SlotError)) throw error;
        return { ok: false, code: 'installer_failed', changed: false, said: error.message };
      }
      return { ok: true, said: '' };
    },
    remove: async () => {
      const said = 'an agent does not remove itself: its package does';
      return { ok: false, code: 'unsupported', changed: false, said };
    },
    // What a crash left of a slot counts for nothing (`selfupdate/slot-store.ts`).
    repair: async () => ({ ok: true, said: '' }),
    restartOf: async () => 'agent_restart',
    startAnew,
    hold: null,
  };
}
