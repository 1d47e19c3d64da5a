import { InvalidError } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';

/** What of a scope is not there, each as words such as `site "nowhere"`. */
export type MissingPlaces = (scope: Scope) => Promise<readonly string[]>;

const namedMax = 5;

/**
 * Refuses a scope that names what is not there: such a grant would reach nothing until somebody
 * makes a site or group of that name, and then what nobody had in mind. Asked only of who may give
 * that scope, so that nobody learns what there is elsewhere.
 * @throws InvalidError that names what is missing
 */
export async function refuseMissing(missing: MissingPlaces, scope: Scope): Promise<void> {
  const found = await missing(scope);
  if (found.length === 0) return;
  const more = found.length > namedMax ? ` and ${found.length - namedMax} more` : '';
  throw new InvalidError(
    `There is no ${found.slice(0, namedMax).join(', no ')}${more}; make it first, or name one of ` +
      '/api/sites/ or /api/device-groups/.',
    { code: 'unknown_place' },
  );
}
