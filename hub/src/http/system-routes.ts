import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Count, iso, NullableTimestamp, Timestamp, Words } from '../platform/api.ts';
import type { HealthItem } from '../platform/system-health.ts';
import type { BackupState } from '../platform/backup-state.ts';

export interface SystemRoutesDeps {
  readonly backups: () => Promise<BackupState>;
  readonly health: () => Promise<readonly HealthItem[]>;
}

const backupsSchema = {
  tags: ['system'],
  summary: 'Backups that were read back, newest first, and when the next one is due',
  response: {
    200: Type.Object({
      dir: Type.String(),
      interval_seconds: Count,
      keep: Count,
      keep_days: Type.Number({ minimum: 0 }),
      last_good_at: NullableTimestamp,
      next_at: NullableTimestamp,
      failure: Type.Union([Type.Object({ at: Timestamp, message: Type.String() }), Type.Null()]),
      items: Type.Array(Type.Object({ name: Type.String(), at: Timestamp })),
    }),
  },
};

const healthSchema = {
  tags: ['system'],
  summary: 'How what lies on this machine is protected; what can not be seen is said as unknown',
  response: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          name: Type.String(),
          title: Type.String(),
          state: Words(['good', 'attention', 'unknown']),
          detail: Type.String(),
        }),
      ),
    }),
  },
};

const dayMs = 86_400_000;

/** What whoever runs the hub asks of it. */
export const systemRoutes: FastifyPluginAsyncTypebox<SystemRoutesDeps> = async (app, deps) => {
  const config = { permission: 'system.read', scope: 'fleet' } as const;
  app.get('/api/system/backups/', { schema: backupsSchema, config }, async () => {
    const { dir, policy, backups, failure, nextAtMs } = await deps.backups();
    const newest = backups[0];
    return {
      dir,
      interval_seconds: Math.round(policy.intervalMs / 1_000),
      keep: policy.keepCount,
      keep_days: policy.keepMs / dayMs,
      last_good_at: newest ? iso(new Date(newest.atMs)) : null,
      next_at: nextAtMs === null ? null : iso(new Date(nextAtMs)),
      failure: failure ? { at: iso(new Date(failure.atMs)), message: failure.message } : null,
      items: backups.map(({ name, atMs }) => ({ name, at: iso(new Date(atMs)) })),
    };
  });
  app.get('/api/system/health/', { schema: healthSchema, config }, async () => ({
    items: [...(await deps.health())],
  }));
};
