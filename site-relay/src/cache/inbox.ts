import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RelayError } from '../errors.ts';
import { parseJson, readIfThere, writeFileAtomic } from '../home/files.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import { pause } from '../wakeup.ts';
import type { Cache } from './cache.ts';
import type { FileTaken } from './take.ts';

export interface InboxDeps {
  readonly directory: string;
  readonly cache: Pick<Cache, 'takeFile'>;
  readonly log: Logger;
}
/** What a command is told of the file that it named. */
export type InboxAnswer = { readonly taken: FileTaken } | { readonly error: string };

const asks = /^([0-9a-f]{32})\.ask$/;

/**
 * Files that a command names to the running relay, which reads them where they lie: a stick is not
 * copied twice. A question is a file that names a path, its answer lies beside it.
 */
export class Inbox implements AsyncDisposable {
  readonly #deps: InboxDeps;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(deps: InboxDeps) {
    this.#deps = deps;
    this.#done = this.#run();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#look();
      } catch (error) {
        this.#deps.log.error({ err: error }, 'files that were brought could not be looked at');
      }
      await pause(limits.planLookMs, signal);
    }
  }

  async #look(): Promise<void> {
    const { directory, cache } = this.#deps;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const name of await readdir(directory)) {
      const [, id] = asks.exec(name) ?? [];
      if (id === undefined || this.#stop.signal.aborted) continue;
      const path = pathOf(await readIfThere(join(directory, name)));
      let answer: InboxAnswer;
      try {
        if (path === undefined) throw new RelayError('the question names no file');
        answer = { taken: await cache.takeFile(path) };
      } catch (error) {
        if (!(error instanceof RelayError)) throw error;
        answer = { error: error.message };
      }
      await writeFileAtomic(join(directory, `${id}.answer`), JSON.stringify(answer));
      await rm(join(directory, name), { force: true });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }
}

function pathOf(bytes: Buffer | undefined): string | undefined {
  const value = bytes && parseJson(bytes.toString());
  if (typeof value !== 'object' || value === null || !('path' in value)) return undefined;
  return typeof value.path === 'string' ? value.path : undefined;
}
