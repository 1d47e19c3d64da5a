import { parentPort, workerData } from 'node:worker_threads';
import { worldOfStorm, writeSite } from './backlog-site.ts';

/** Which sites one thread makes, and where. */
export interface BacklogTask {
  readonly folder: string;
  readonly first: number;
  readonly step: number;
  readonly sites: number;
  readonly eventsPerSite: number;
}

const task = workerData as BacklogTask;
const catalogue = worldOfStorm();
for (let index = task.first; index < task.sites; index += task.step) {
  await writeSite(task.folder, index, task.eventsPerSite, catalogue);
  parentPort?.postMessage(index, []);
}
