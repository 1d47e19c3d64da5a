import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { messageOf } from '../platform/errors.ts';
import type { Metrics } from '../platform/metrics.ts';

/** Something the hub needs in order to serve. Rejects, or says why not; undefined: it is fine. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | undefined>;
}
export interface HealthRoutesDeps {
  readonly checks: readonly ReadinessCheck[];
  readonly metrics: Metrics;
}

const checkMsMax = 3_000;

const healthSchema = {
  tags: ['operation'],
  summary: 'The process is alive',
  response: { 200: Type.Object({ status: Type.Literal('ok') }) },
};
const Ready = Type.Object({
  ready: Type.Boolean(),
  checks: Type.Array(
    Type.Object({
      name: Type.String(),
      ready: Type.Boolean(),
      reason: Type.Optional(Type.String()),
    }),
  ),
});
const readySchema = {
  tags: ['operation'],
  summary: 'Everything the hub needs is there: database, migrations, broker, ingest',
  response: { 200: Ready, 503: Ready },
};
const metricsSchema = {
  tags: ['operation'],
  summary: 'Prometheus metrics; open to callers on this machine',
  produces: ['text/plain'],
  response: { 200: { content: { 'text/plain': { schema: Type.String() } } } },
};

async function run(check: ReadinessCheck): Promise<{
  name: string;
  ready: boolean;
  reason?: string;
}> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(resolve, checkMsMax, `no answer within ${checkMsMax} ms`);
  try {
    const reason = await Promise.race([check.check(), late]);
    return reason === undefined
      ? { name: check.name, ready: true }
      : { name: check.name, ready: false, reason };
  } catch (error) {
    return { name: check.name, ready: false, reason: messageOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

export const healthRoutes: FastifyPluginAsyncTypebox<HealthRoutesDeps> = async (app, deps) => {
  const anonymous = { permission: 'anonymous', limit: 'free' } as const;

  app.get('/healthz', { schema: healthSchema, config: anonymous }, async () => ({
    status: 'ok' as const,
  }));

  app.get('/readyz', { schema: readySchema, config: anonymous }, async (_request, reply) => {
    const checks = await Promise.all(deps.checks.map(run));
    const ready = checks.every((check) => check.ready);
    return reply.code(ready ? 200 : 503).send({ ready, checks });
  });

  app.get(
    '/metrics',
    {
      schema: metricsSchema,
      config: { permission: 'metrics.read', scope: 'fleet', loopbackOpen: true, limit: 'free' },
    },
    async (_request, reply) =>
      reply.type(deps.metrics.contentType).send(await deps.metrics.metrics()),
  );
};
