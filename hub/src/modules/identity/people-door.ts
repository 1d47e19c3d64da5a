import type { FastifyInstance } from 'fastify';
import { Loop } from '../../platform/loop.ts';
import type { PeopleDeps } from './people/settings.ts';
import type { PeopleRoutesDeps } from './people-routes.ts';

// What people sign in with is loaded only by a hub that serves: commands start faster without.

/** Everything by which people sign in, and their accounts. */
export async function addPeopleRoutes(app: FastifyInstance, deps: PeopleRoutesDeps): Promise<void> {
  const { peopleRoutes } = await import('./people-routes.ts');
  await peopleRoutes(app, deps);
}

const upkeepEveryMs = 3_600_000;

/** Each hour: a new signing key where one is due, and what expired goes. */
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
