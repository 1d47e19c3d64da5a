import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readSlotState } from '@eucora/protocol/self-update';
import type { Said } from './said.ts';
import { bootOnce, stageVersion, versionOf, versionsMax } from './slots.ts';
import type { DiskSubject, Verdict } from './subject.ts';

async function judge(root: string, said: readonly Said[]): Promise<Verdict> {
  const faults: string[] = [];
  const folder = join(root, 'home', 'program');
  for (const one of said) {
    if (one.say === 'ended') faults.push(`the launcher ended with ${one.name}: ${one.why}`);
  }
  const versions = said.flatMap((one) => (one.say === 'staging' ? [one.version] : []));
  const good = said.flatMap((one) => (one.say === 'runs' ? [one.version] : [])).at(-1) ?? 0;
  const tried = versions.at(-1) ?? 0;
  const state = join(folder, 'state');
  if (existsSync(state) && !readSlotState(await readFile(state, 'utf8'))) {
    faults.push('the state on disk is neither the old one nor the new one');
  }
  // The model of a disk that forgets knows bytes and names; modes are synced with the bytes.
  for (const slot of ['a', 'b']) {
    const path = join(folder, slot, 'eucora-agent');
    if (existsSync(path) && (await stat(path)).size > 0) await chmod(path, 0o700);
  }
  const found = await versionOf(await bootOnce(root));
  if (typeof found === 'string') faults.push(found);
  else if (found !== good && found !== tried) {
    faults.push(`version ${found} runs, where ${good} was good and ${tried} was on its way`);
  } else if (found < good) faults.push(`version ${found} runs, and ${good} was good`);
  const again = await versionOf(await bootOnce(root));
  if (again !== found) faults.push(`the next start runs ${again}, this one ${found}`);
  // However it was left, the next update goes through.
  await stageVersion(root, versionsMax);
  const next = await versionOf(await bootOnce(root));
  if (next !== versionsMax) faults.push(`the next update leads to ${next}`);
  const arrived = found === tried ? versions.length : Math.max(0, versions.length - 1);
  const named = found === tried ? [] : [`version ${tried} has to be told again`];
  return { accepted: arrived, arrived, voided: 0, named, healed: [], faults };
}

/** An agent's own program: two slots, the file that says which one counts, the launcher. */
export const slotsSubject: DiskSubject = {
  name: 'selfupdate',
  program: join(import.meta.dirname, 'slots-worker.ts'),
  data: /^home\/program\/(state|[ab]\/eucora-agent)$/,
  remedies: /^UsageError: /,
  async prepare(root) {
    await mkdir(join(root, 'home'));
  },
  judge,
};
