import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { deserialize } from 'node:v8';
import { openLocalIngest, type LocalIngest } from '@eucora/hub';
import { profiled } from '../measure/profile.ts';
import type { LoadSegment, LoadSite } from './load.ts';

/** What the feeding process is told; it answers each with a `FeederAnswer`. */
export type FeederTask =
  | { readonly task: 'open'; readonly databaseOwnerUrl: string; readonly home: string }
  | { readonly task: 'admit'; readonly sites: readonly LoadSite[] }
  | { readonly task: 'feed'; readonly file: string; readonly profile: Profile | undefined }
  | { readonly task: 'close' };
export interface Profile {
  readonly folder: string;
  readonly name: string;
}
/** Events that became rows, and what it took in this process. */
export interface FeederAnswer {
  readonly events: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly fault: string | undefined;
}

const nothing: FeederAnswer = { events: 0, seconds: 0, cpuSeconds: 0, fault: undefined };

/** Does tasks until told to close. The hub's ingest has this process to itself, as in the product. */
class Feeder {
  #ingest: LocalIngest | undefined;

  async answer(task: FeederTask): Promise<FeederAnswer> {
    if (task.task === 'open') {
      const { databaseOwnerUrl, home } = task;
      this.#ingest = await openLocalIngest({
        databaseUrl: databaseOwnerUrl,
        databaseOwnerUrl,
        home,
      });
    } else if (task.task === 'admit') {
      for (const { id, relayRequest } of task.sites) await this.#open.admit(id, relayRequest);
    } else if (task.task === 'feed') {
      const segments = deserialize(await readFile(task.file)) as LoadSegment[];
      const { folder, name } = task.profile ?? { folder: undefined, name: '' };
      return profiled(folder, name, () => this.#feed(segments));
    } else {
      await this.#ingest?.[Symbol.asyncDispose]();
    }
    return nothing;
  }

  get #open(): LocalIngest {
    if (!this.#ingest) throw new Error('ingest was not opened');
    return this.#ingest;
  }

  /** Hands segments over as the hub's lane consumers do: a fixed number at once, in order. */
  async #feed(segments: LoadSegment[]): Promise<FeederAnswer> {
    const before = { cpu: process.cpuUsage(), at: performance.now() };
    let events = 0;
    const worker = async (): Promise<void> => {
      for (let next = segments.shift(); next; next = segments.shift()) {
        const disposition = await this.#open.take(next);
        await nextTurn();
        const isWhole =
          disposition.kind === 'committed' && disposition.result.eventsNew === next.events;
        if (!isWhole) {
          throw new Error(`a segment of ${next.events} ended as ${JSON.stringify(disposition)}`);
        }
        events += next.events;
      }
    };
    await Promise.all(Array.from({ length: this.#open.slots }, worker));
    const seconds = (performance.now() - before.at) / 1_000;
    const { user, system } = process.cpuUsage(before.cpu);
    return { events, seconds, cpuSeconds: (user + system) / 1e6, fault: undefined };
  }
}

async function respond(feeder: Feeder, task: FeederTask): Promise<void> {
  try {
    process.send?.(await feeder.answer(task));
  } catch (error) {
    process.send?.({ ...nothing, fault: String(error) });
  }
  if (task.task === 'close') process.disconnect?.();
}

const feeder = new Feeder();
process.on('message', (task: FeederTask) => void respond(feeder, task));
