import type { Plane } from '@eucora/protocol/desired';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import type { DeploymentsDeps } from './service.ts';

export interface PlaneWish {
  readonly packageId: string | null;
  readonly deviceGroup: string | null;
  readonly siteId: string | null;
  readonly plane: Plane;
}

/**
 * Says which plane executes for a package at a place, in the place of what was said of both before.
 * @throws NotFoundError, ConflictError when nothing is limited and the agent is meant: that holds anyway
 */
export async function setPlane(
  { db, now, wake }: DeploymentsDeps,
  wish: PlaneWish,
  actor: string,
): Promise<number> {
  const { packageId, deviceGroup, siteId, plane } = wish;
  const isWhole = packageId === null && deviceGroup === null && siteId === null;
  if (isWhole && plane === 'agent') {
    throw new ConflictError('The agent executes where nothing else is said.', 'default_plane');
  }
  const id = await db.transaction(async (tx) => {
    for (const [what, value, sql] of [
      ['package', packageId, 'SELECT 1 FROM packages.packages WHERE id = $1::uuid'],
      ['device group', deviceGroup, 'SELECT 1 FROM devices.groups WHERE id = $1'],
      ['site', siteId, 'SELECT 1 FROM sites.sites WHERE id = $1'],
    ] as const) {
      if (value === null || (await tx.query(sql, [value])).rowCount === 1) continue;
      throw new NotFoundError(what, value);
    }
    const sql = `INSERT INTO deployments.planes
                   (package_id, device_group, site_id, plane, created_at, created_by)
                 VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (package_id, device_group, site_id) DO UPDATE
                    SET plane = excluded.plane, created_at = excluded.created_at,
                        created_by = excluded.created_by
                 RETURNING id`;
    const values = [packageId, deviceGroup, siteId, plane, now(), actor];
    const made = (await tx.query<{ id: number }>(sql, values)).rows[0]!.id;
    const detail = { package: packageId, device_group: deviceGroup, site: siteId, plane };
    await audit(tx, { actor, action: 'plane.set', subject: String(made), detail });
    return made;
  });
  wake();
  return id;
}

/** Takes a rule back: what is more general holds again. @throws NotFoundError */
export async function dropPlane(
  { db, wake }: DeploymentsDeps,
  id: number,
  actor: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const sql = 'DELETE FROM deployments.planes WHERE id = $1 RETURNING plane';
    const gone = (await tx.query<{ plane: string }>(sql, [id])).rows[0];
    if (!gone) throw new NotFoundError('plane rule', String(id));
    const detail = { plane: gone.plane };
    await audit(tx, { actor, action: 'plane.drop', subject: String(id), detail });
  });
  wake();
}
