import { readFile, rm, writeFile } from 'node:fs/promises';

/** Says in a file which process this is, for as long as it is not disposed. */
export async function writePidFile(path: string): Promise<AsyncDisposable> {
  const text = `${process.pid}\n`;
  await writeFile(path, text);
  return {
    async [Symbol.asyncDispose]() {
      // A successor may have written its own already.
      if ((await readFile(path, 'utf8').catch(() => '')) === text) await rm(path, { force: true });
    },
  };
}
