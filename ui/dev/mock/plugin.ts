import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import { createAnswers } from './answers.ts';
import type { Answered } from './answers.ts';
import { iso, makeFleet } from './fleet.ts';

const COOKIE = 'eucora_mock=1';
const EVENT_MS = 2000;
const OUTAGE_MS = 2500;

/** Asking for this makes the hub go away for a moment, as if it had been killed and restarted. */
export const MOCK_OUTAGE = '/api/mock-outage/';

/** The policy of the hub (hub/src/http/app.ts); the built console must work under it. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "font-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
].join('; ');

/** Serves the mock hub beside the console, in `vite` and in `vite preview`. */
export function mockHub(): Plugin {
  return {
    name: 'eucora-mock-hub',
    configureServer(server) {
      server.middlewares.use(mockMiddleware());
    },
    configurePreviewServer(server) {
      server.middlewares.use((_request, response, next) => {
        response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
        next();
      });
      server.middlewares.use(mockMiddleware());
    },
  };
}

function mockMiddleware(): Connect.NextHandleFunction {
  const now = Date.now();
  const answer = createAnswers(now);
  const online = makeFleet(now).devices.filter((device) => device.site_id === 'depot-west');
  async function respond(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    signedIn: boolean,
  ): Promise<void> {
    const method = request.method ?? 'GET';
    const body = await readBody(request);
    send(response, answer({ method, path: url.pathname, query: url.searchParams, signedIn, body }));
  }
  const streams = new Set<ServerResponse>();
  let awayUntil = 0;
  return (request, response, next) => {
    const url = new URL(request.url ?? '/', 'http://mock.invalid');
    if (!url.pathname.startsWith('/api/')) {
      next();
      return;
    }
    if (url.pathname === MOCK_OUTAGE) {
      awayUntil = Date.now() + OUTAGE_MS;
      for (const open of streams) open.destroy();
      response.end();
      return;
    }
    if (Date.now() < awayUntil) {
      response.destroy();
      return;
    }
    const signedIn = request.headers.cookie?.includes(COOKIE) === true;
    if (url.pathname === '/api/events/stream/' && signedIn) {
      streams.add(response);
      response.on('close', () => streams.delete(response));
      stream(
        request,
        response,
        online.map((device) => device.id),
      );
      return;
    }
    void respond(request, response, url, signedIn);
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  request.setEncoding('utf8');
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (text === '') return {};
  const body: unknown = JSON.parse(text);
  return body;
}

function send(response: ServerResponse, answered: Answered): void {
  response.statusCode = answered.status;
  const kind = answered.status < 400 ? 'application/json' : 'application/problem+json';
  response.setHeader('content-type', kind);
  if (answered.session !== undefined) {
    const age = answered.session === 'open' ? 3600 : 0;
    response.setHeader(
      'set-cookie',
      `${COOKIE}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}`,
    );
  }
  response.end(JSON.stringify(answered.body));
}

/** Speaks like the hub's event stream until the browser leaves. */
function stream(request: IncomingMessage, response: ServerResponse, devices: string[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  let turn = 0;
  const say = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const timer = setInterval(() => {
    turn += 1;
    say('rate', { events_per_second: 1_900 + Math.sin(turn / 4) * 400, at: iso(Date.now()) });
    const from = (turn * 50) % devices.length;
    say('ledger', { site_id: 'depot-west', events: 412, devices: devices.slice(from, from + 50) });
    if (turn % 5 === 0) say('audit', { action: 'device.registered' });
  }, EVENT_MS);
  request.on('close', () => clearInterval(timer));
}
