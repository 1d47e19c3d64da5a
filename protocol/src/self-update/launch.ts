import { nextSlot, type Build, type Slot, type SlotEvent, type SlotState } from './slots.ts';

/** Where a launcher finds and keeps the state. */
export interface LaunchStore {
  readonly state: SlotState;
  /** Durable when it resolves. */
  write(next: SlotState): Promise<void>;
  /** Whether a slot holds these bytes. */
  isWhole(slot: Slot, build: Build): Promise<boolean>;
}
export interface LaunchDoors {
  readonly store: LaunchStore;
  /** Version of the program that the package installed: the launcher itself. */
  readonly installed: string;
  /** Runs a version on trial below this process, to its end, which it brings about in time. */
  readonly tryOut: (slot: Slot, nonce: string) => Promise<SlotEvent>;
  /** Becomes the program; answers an exit code where the system can only start it. */
  readonly become: (program: Slot | 'installed') => Promise<number>;
  readonly say: (line: string) => void;
}

/**
 * Starts the version that counts. Comes to an end, since each trial is counted on disk before it
 * starts; whatever is good takes the launcher's place. Answers an exit code.
 */
export async function launch(doors: LaunchDoors): Promise<number> {
  const { store, say, tryOut, become } = doors;
  for (;;) {
    const { program, trial } = await decide(doors);
    if (program === 'installed') return become(program);
    if (trial === null) {
      try {
        return await become(program);
      } catch (error) {
        // What was good when it proved itself may not fit this system any more.
        const why = error instanceof Error ? error.message : String(error);
        say(`the version in slot ${program} can't be started (${why}); the installed one runs`);
        return become('installed');
      }
    }
    const { tries = 0, build } = store.state.trial ?? {};
    const version = `version ${build?.version}`;
    say(`${version} is on trial, start ${tries}`);
    const event = await tryOut(program, trial);
    await store.write(nextSlot(store.state, event).state);
    if (event.kind === 'stopped') return 0;
    if (event.kind === 'proven') say(`${version} has proven itself: ${event.said}`);
    if (event.kind === 'failed') say(`${version} has not proven itself: ${event.why}`);
  }
}

async function decide({ store, installed }: LaunchDoors) {
  const { good, trial } = store.state;
  const step = nextSlot(store.state, {
    kind: 'boot',
    installed,
    goodIsWhole: good === null || (await store.isWhole(good.slot, good.build)),
    trialIsWhole: trial === null || (await store.isWhole(trial.slot, trial.build)),
  });
  await store.write(step.state);
  return step.start ?? ({ program: 'installed', trial: null } as const);
}
