import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

/** A built console with the mock hub beside it, under the content policy of the real one. */
export interface Preview extends AsyncDisposable {
  readonly url: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const configFile = join(root, 'vite.config.ts');

/** Builds the console into a temporary folder and serves it on a free port of the loopback. */
export async function startPreview(): Promise<Preview> {
  const outDir = await mkdtemp(join(tmpdir(), 'eucora-console-'));
  await build({ root, configFile, build: { outDir, emptyOutDir: true }, logLevel: 'error' });
  const port = await freePort();
  const server = await preview({
    root,
    configFile,
    build: { outDir },
    preview: { port, strictPort: true, host: '127.0.0.1' },
    logLevel: 'error',
  });
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** A port that was free a moment ago; vite wants to be told one. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new TypeError('no TCP port was given');
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return address.port;
}
