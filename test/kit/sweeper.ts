// node sweeper.ts FOLDER: waits until standard input ends, which is when whoever holds it has ended
// or was killed. Then ends the processes of that folder, prints them and removes the folder.
import { rm } from 'node:fs/promises';
import { endProcessesIn } from './processes-in.ts';

const [folder = ''] = process.argv.slice(2);
if (!/\/eucora-run-[^/]+$/.test(folder)) throw new Error(`"${folder}" is no folder of a test run.`);
for await (const _ of process.stdin);
const ended = await endProcessesIn(folder);
await rm(folder, { recursive: true, force: true, maxRetries: 5 });
process.stdout.on('error', () => process.stdout.destroy()); // whoever was killed is not told
// vitest's own process ends with vitest, later than this.
for (const command of ended.filter((one) => one !== 'vitest-watchdog')) {
  process.stdout.write(`  ${command}\n`);
}
