import type { Queryable } from '../../platform/db.ts';
import { countApplications, selectPurls } from './store.ts';

export { portfolioFold, settleInstalls, startTally } from './fold.ts';
export { portfolioRoutes, type PortfolioRoutesDeps } from './routes.ts';

/** How many different applications are installed somewhere. */
export function applicationCount(db: Queryable): Promise<number> {
  return countApplications(db);
}

/** The purl of the application that each software item is a version of. */
export function applicationsOf(
  db: Queryable,
  itemIds: readonly number[],
): Promise<Map<number, string>> {
  return selectPurls(db, itemIds);
}
