import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What a repository answers for a path below it; undefined is 404. */
export type Lookup = (path: string) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/** A web server on loopback for one test. */
export interface Served extends AsyncDisposable {
  readonly url: string;
}

/** Serves what `look` finds, as a plain web server would serve a folder. */
export async function serve(look: Lookup): Promise<Served> {
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').slice(1));
    const answer = async (): Promise<void> => {
      const bytes = await look(path);
      response.writeHead(bytes ? 200 : 404, { 'content-length': bytes?.length ?? 0 });
      response.end(bytes);
    };
    answer().catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
