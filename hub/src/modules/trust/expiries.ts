import type { Queryable } from '../../platform/db.ts';
import { soonMs } from './overview.ts';
import { selectRepository, selectStoredAt } from './store.ts';

/** Metadata that people signed, and by when they have to sign them anew. */
export interface RoleExpiry {
  readonly role: string;
  readonly storedAt: Date;
  readonly expiresAt: Date;
  /** Holders have to meet: from here on somebody is to be reminded. */
  readonly renewFrom: Date;
}

/** When what people signed expires, of every role that is served. */
export async function roleExpiries(db: Queryable): Promise<readonly RoleExpiry[]> {
  const repository = await selectRepository(db);
  const root = repository.root()?.signed;
  if (!root) return [];
  const storedAt = await selectStoredAt(db);
  const ends = new Map([['root', root.expiresMs]]);
  for (const role of repository.targetsRoles()) {
    ends.set(role, repository.targets(role)?.signed.expiresMs ?? 0);
  }
  return [...ends].map(([role, expiresMs]) => ({
    role,
    storedAt: storedAt.get(role) ?? new Date(0),
    expiresAt: new Date(expiresMs),
    renewFrom: new Date(expiresMs - soonMs),
  }));
}
