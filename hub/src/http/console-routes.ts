import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { NotFoundError } from '../platform/errors.ts';

const hashedFile = /^assets\/[^/]+-[\w-]{8,}\.\w+$/;
const yearMs = 365 * 86_400_000;

/**
 * Serves the built console: its files, and index.html for every page path, since the console routes
 * in the browser. Files with a hash in their name are kept for ever, everything else is asked
 * again.
 */
export async function addConsole(app: FastifyInstance, uiDir: string | undefined): Promise<void> {
  const config = { permission: 'anonymous', limit: 'free' } as const;
  const schema = { hide: true };
  if (uiDir === undefined || !existsSync(join(uiDir, 'index.html'))) {
    app.get('/*', { config, schema }, () => {
      throw new NotFoundError('console in this build: run npm run build -w ui, or page', '/');
    });
    return;
  }
  await app.register(fastifyStatic, { root: uiDir, serve: false, dotfiles: 'deny' });
  app.get('/*', { config, schema }, (request, reply) => {
    const path = decodePath(request.url);
    if (path.startsWith('api/')) throw new NotFoundError('route', `/${path}`);
    return sendFile(reply, uiDir, path);
  });
}

function decodePath(url: string): string {
  const [path = ''] = url.slice(1).split('?', 1);
  return path;
}

function sendFile(reply: FastifyReply, uiDir: string, path: string): FastifyReply {
  if (hashedFile.test(path)) {
    return reply.sendFile(path, { maxAge: yearMs, immutable: true });
  }
  const name = /^[\w.-]+(?:\/[\w.-]+)*$/.test(path) && !path.includes('..') ? path : 'index.html';
  const isFile = name.includes('.') && existsSync(join(uiDir, name));
  reply.header('cache-control', 'no-cache');
  return reply.sendFile(isFile ? name : 'index.html', { cacheControl: false });
}
