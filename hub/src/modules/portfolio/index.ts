import type { Queryable } from '../../platform/db.ts';
import type { Visible } from '../../platform/scope.ts';
import { countApplications, selectPurls } from './store.ts';

export { portfolioFold, settleInstalls, startTally } from './fold.ts';
export { portfolioRoutes, type PortfolioRoutesDeps } from './routes.ts';

/** How many different applications are installed on what may be seen. */
export function applicationCount(db: Queryable, visible: Visible): Promise<number> {
  return countApplications(db, visible);
}

/** The purl of the application that each software item is a version of. */
export function applicationsOf(
  db: Queryable,
  itemIds: readonly number[],
): Promise<Map<number, string>> {
  return selectPurls(db, itemIds);
}
