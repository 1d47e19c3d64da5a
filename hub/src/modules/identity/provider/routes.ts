import type { IncomingMessage } from 'node:http';
import { inject } from 'light-my-request';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InvalidError } from '../../../platform/errors.ts';
import { originFor } from '../oidc/origins.ts';
import type { LocalFetch } from '../oidc/sign-in-service.ts';
import { providerPath } from './names.ts';
import type { EmbeddedProvider } from './provider.ts';

/** The origin of a request. @throws InvalidError when the hub was not told how it is reached */
export function originOf(request: FastifyRequest, publicUrl: URL | undefined): string {
  const origin = originFor(request, publicUrl);
  if (origin !== undefined) return origin;
  throw new InvalidError(
    'The hub was not told by which address people reach it; set EUCORA_PUBLIC_URL.',
    { code: 'no_public_url' },
  );
}

/**
 * Hands requests below /oidc to the embedded provider. Browsers only ever go there; what is posted
 * (the exchange of a code) the hub asks within itself, so that no stranger can.
 */
export function mountProvider(
  app: FastifyInstance,
  deps: { readonly embedded: EmbeddedProvider; readonly publicUrl: URL | undefined },
): void {
  app.get(
    `${providerPath}/*`,
    {
      config: { permission: 'anonymous', scope: 'own', limit: 'read' },
      schema: { hide: true },
    },
    async (request, reply) => {
      const origin = originOf(request, deps.publicUrl);
      const handle = (await deps.embedded.of(origin)).callback();
      handOver(reply);
      await handle(rewritten(request.raw, origin), reply.raw);
    },
  );
}

/** Takes the answer out of Fastify's hands, with the headers that protect every page. */
function handOver(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.hijack();
}

/** As the provider wants it: its own path, and the address that is ours to say. */
function rewritten(raw: IncomingMessage, origin: string): IncomingMessage {
  const { protocol, host } = new URL(origin);
  const original = raw.url ?? '/';
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  raw.headers['x-forwarded-host'] = host;
  delete raw.headers['x-forwarded-for'];
  raw.url = original.slice(providerPath.length);
  return Object.assign(raw, { originalUrl: original });
}

/** Calls the embedded provider without a network: the relying party's way to it. */
export function fetchWithin(embedded: EmbeddedProvider): LocalFetch {
  return async (address, { method, headers, body }) => {
    const { origin, pathname, search } = new URL(address);
    const handle = (await embedded.of(origin)).callback();
    const answer = await inject(
      (request, response) => {
        // The provider answers its own failures; one that escapes it ends in an answer that is none.
        handle(rewritten(request, origin), response).catch(() => response.destroy());
      },
      {
        method: method === 'POST' ? 'POST' : 'GET',
        url: `${pathname}${search}`,
        headers: Object.fromEntries(new Headers(headers)),
        ...(body === undefined || body === null ? {} : { payload: bodyText(body) }),
      },
    );
    const said = Object.entries(answer.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    );
    const text = answer.statusCode === 204 ? null : answer.body;
    return new Response(text, { status: answer.statusCode, headers: said });
  };
}

function bodyText(body: NonNullable<RequestInit['body']>): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('only forms are sent to the embedded provider');
}
