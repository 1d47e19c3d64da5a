import Fastify, { type FastifyInstance } from 'fastify';
import { errorCode, PortBusyError } from '../errors.ts';
import type { DeviceRow } from '../view/view.ts';
import { renderPage } from './page.ts';
import type { StatusReport } from './report.ts';

export interface StatusDeps {
  readonly port: number;
  readonly report: () => StatusReport;
  readonly devices: (limit: number, search: string, offset: number) => DeviceRow[];
}

const devicesOnPage = 25;
const devicesPerAnswerMax = 500;
const host = '127.0.0.1';

/** The local status page and its JSON, on loopback only: it shows device ids and needs no sign-in. */
export class StatusServer implements AsyncDisposable {
  readonly url: string;
  readonly #app: FastifyInstance;

  private constructor(app: FastifyInstance, url: string) {
    this.#app = app;
    this.url = url;
  }

  /** @throws PortBusyError */
  static async start(deps: StatusDeps): Promise<StatusServer> {
    const app = Fastify({
      routerOptions: { ignoreTrailingSlash: true },
      forceCloseConnections: true,
    });
    app.addHook('onRequest', async (request, reply) => {
      // A page of another origin must not read this one through a name that resolves to loopback.
      if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) {
        await reply.code(421).send({ title: 'Ask for this page by its loopback address' });
      }
    });
    app.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      reply.header('x-content-type-options', 'nosniff');
      reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    });
    app.get('/', async (_request, reply) => {
      reply.type('text/html; charset=utf-8');
      return renderPage(deps.report(), deps.devices(devicesOnPage, '', 0));
    });
    app.get('/api/status/', async () => deps.report());
    app.get<{ Querystring: { limit: number; search: string; cursor: number } }>(
      '/api/devices/',
      { schema: { querystring: devicesQuery } },
      async ({ query }) => {
        const items = deps.devices(query.limit, query.search, query.cursor);
        const more = items.length === query.limit;
        const next = more ? String(query.cursor + items.length) : null;
        return { items, next_cursor: next, as_of: new Date().toISOString() };
      },
    );
    app.get('/healthz', async () => ({ status: 'ok' }));
    try {
      const address = await app.listen({ host, port: deps.port });
      return new StatusServer(app, `${address}/`);
    } catch (error) {
      await app.close();
      if (errorCode(error) !== 'EADDRINUSE') throw error;
      throw new PortBusyError('the status page', deps.port, 'EUCORA_RELAY_STATUS_PORT', error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#app.close();
  }
}

const devicesQuery = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: devicesPerAnswerMax, default: 100 },
    search: { type: 'string', maxLength: 64, default: '' },
    cursor: { type: 'integer', minimum: 0, default: 0 },
  },
} as const;
