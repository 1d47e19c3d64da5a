import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A small server that speaks what the hub uses of the HTTP API of Vault and OpenBao, after their
 * documentation: KV version 2 with check-and-set and soft deletion, tokens that end, AppRole, the
 * sealed state. It is no Vault: there are no policies, leases or storage.
 */
export interface KvServer extends AsyncDisposable {
  readonly address: URL;
  readonly rootToken: string;
  readonly roleId: string;
  readonly secretId: string;
  /** Versions of the one secret; undefined: deleted. */
  readonly versions: (Readonly<Record<string, unknown>> | undefined)[];
  /** Requests as `METHOD path`. */
  readonly requests: string[];
  /** Tokens that were given out are refused from now on. */
  endTokens(): void;
  sealed: boolean;
}

export async function startKvServer(path = 'secret/data/eucora/envelope'): Promise<KvServer> {
  const tokens = new Set<string>();
  const rootToken = `hvs.${randomBytes(12).toString('hex')}`;
  const [roleId, secretId] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
  const state: Pick<KvServer, 'versions' | 'requests' | 'sealed'> = {
    versions: [],
    requests: [],
    sealed: false,
  };
  const logIn = async (request: IncomingMessage): Promise<Reply> => {
    const body = await readBody(request);
    if (body['role_id'] !== roleId || body['secret_id'] !== secretId) {
      return [400, { errors: ['invalid role or secret ID'] }];
    }
    const token = `hvs.${randomBytes(12).toString('hex')}`;
    tokens.add(token);
    return [200, { auth: { client_token: token, lease_duration: 3_600 } }];
  };
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    state.requests.push(`${request.method} ${request.url}`);
    if (state.sealed) return [503, { errors: ['Vault is sealed'] }];
    if (request.url === '/v1/auth/approle/login') return await logIn(request);
    const token = String(request.headers['x-vault-token']);
    if (token !== rootToken && !tokens.has(token)) {
      return [403, { errors: ['permission denied'] }];
    }
    if (request.url !== `/v1/${path}`) return [404, { errors: [] }];
    return request.method === 'POST'
      ? writeVersion(state.versions, await readBody(request))
      : readNewest(state.versions);
  };
  const server = createServer((request, response) => void reply(response, answer(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    address: new URL(`http://127.0.0.1:${port}`),
    rootToken,
    roleId,
    secretId,
    endTokens: () => tokens.clear(),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

type Reply = readonly [status: number, body: unknown];

function readNewest(versions: KvServer['versions']): Reply {
  const data = versions.at(-1);
  if (versions.length === 0) return [404, { errors: [] }];
  const metadata = { version: versions.length, destroyed: false };
  return [data === undefined ? 404 : 200, { data: { data: data ?? null, metadata } }];
}

function writeVersion(versions: KvServer['versions'], body: Record<string, unknown>): Reply {
  const { options, data } = body as {
    options?: { cas?: number };
    data: Readonly<Record<string, unknown>>;
  };
  if (options?.cas !== undefined && options.cas !== versions.length) {
    return [400, { errors: ['check-and-set parameter did not match the current version'] }];
  }
  versions.push(data);
  return [200, { data: { version: versions.length } }];
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Record<string, unknown>;
}

async function reply(response: ServerResponse, answer: Promise<Reply>): Promise<void> {
  const [status, body] = await answer;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
