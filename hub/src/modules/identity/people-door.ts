import type { FastifyInstance } from 'fastify';
import { Loop } from '../../platform/loop.ts';
import type { PeopleDeps } from './people/settings.ts';
import type { PeopleRoutesDeps } from './people-routes.ts';
import type { SigningKeyDeps } from './provider/signing-keys.ts';

// What people sign in with is loaded only by a hub that serves: commands start faster without.

/** Everything by which people sign in, and their accounts. */
export async function addPeopleRoutes(app: FastifyInstance, deps: PeopleRoutesDeps): Promise<void> {
  const { peopleRoutes } = await import('./people-routes.ts');
  await peopleRoutes(app, deps);
}

/** The key that signs tokens of the embedded provider: since when it does, and the next one. */
export const tokenSigningKey = {
  async since(deps: Pick<SigningKeyDeps, 'db'>): Promise<Date | undefined> {
    return (await import('./provider/signing-keys.ts')).signingKeySince(deps.db);
  },
  async rotate(deps: SigningKeyDeps): Promise<{ readonly kid: string }> {
    return (await import('./provider/signing-keys.ts')).rotateSigningKey(deps);
  },
} as const;

const upkeepEveryMs = 3_600_000;

/** Each hour: what expired goes, and nothing stays under old keys. */
export function startIdentityUpkeep(deps: PeopleDeps): AsyncDisposable {
  return new Loop({
    name: 'identity-upkeep',
    everyMs: upkeepEveryMs,
    logger: deps.logger,
    turn: async () => {
      const { keepUp } = await import('./upkeep.ts');
      await keepUp(deps);
    },
  });
}
