import type { FastifyInstance, FastifyRequest } from 'fastify';
import { auditRefusal } from '../modules/audit/index.ts';
import type { Database } from '../platform/db.ts';
import { problemOf } from './problems.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const always = new Set([401, 403, 429]);

/** Whether an answer turned somebody away: a write that was not done, or a door that stayed shut. */
export function isRefusal(method: string, status: number): boolean {
  return always.has(status) || (!safeMethods.has(method) && status >= 400 && status < 500);
}

function principalOf(request: FastifyRequest): string {
  return request.actor?.id ?? `anonymous@${request.ip}`;
}

/**
 * Puts every refusal on record before it is answered, bounded by principal, route and minute. A
 * record that can't be written is told in the log and keeps nobody waiting.
 */
export function addRefusalAudit(app: FastifyInstance, db: Database): void {
  app.addHook('onError', async (request, _reply, error) => {
    const problem = problemOf(error, request.id);
    const { isOutOfScope } = request;
    if (!isOutOfScope && !isRefusal(request.method, problem.status)) return;
    // The record says what the answer must not.
    const code = isOutOfScope ? 'out_of_scope' : problem.code;
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    const subject = request.url.split('?', 1)[0] ?? route;
    const refusal = { principal: principalOf(request), route, code, subject };
    try {
      await auditRefusal(db, refusal);
    } catch (cause) {
      request.log.error({ err: cause, ...refusal }, 'a refusal could not be put on record');
    }
  });
}
