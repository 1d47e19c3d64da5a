import { preview } from 'vite';
import { createServer } from 'node:net';

/** A built console with the mock hub beside it, under the content policy of the real one. */
export interface Preview extends AsyncDisposable {
  readonly url: string;
}

/** Serves ui/dist on a free port of the loopback interface. */
export async function startPreview(): Promise<Preview> {
  const port = await freePort();
  const server = await preview({
    root: new URL('..', import.meta.url).pathname,
    configFile: new URL('../vite.config.ts', import.meta.url).pathname,
    preview: { port, strictPort: true, host: '127.0.0.1' },
    logLevel: 'error',
  });
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      await server.close();
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new TypeError('no TCP port was given');
  const { port } = address;
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return port;
}
