import { say } from './said.ts';
import { bootOnce, stageVersion, versionOf } from './slots.ts';

/*
 * An agent that is told to update itself again and again, and the launcher that starts it. Goes on
 * after a fault of the disk as a service manager does: by starting anew.
 */
const versions = 4;
const startsMax = 5;
const root = process.argv[2] ?? '';

/** A fault of the disk ends what was under way; anything else is a fault of the program. */
async function attempt(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return false;
  }
}

try {
  for (let version = 1; version <= versions; version += 1) {
    say({ say: 'staging', version });
    await attempt(() => stageVersion(root, version));
    for (let start = 0; start < startsMax; start += 1) {
      const isUp = await attempt(async () => {
        // Where the disk refused the new version the one before goes on.
        const runs = await versionOf(await bootOnce(root));
        if (typeof runs === 'string') throw new Error(runs);
        say({ say: 'runs', version: runs });
      });
      if (isUp) break;
    }
  }
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  say({ say: 'ended', name, why: message });
  process.exitCode = 1;
}
