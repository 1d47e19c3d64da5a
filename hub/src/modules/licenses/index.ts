export { licensesFold } from './fold.ts';
export { usageRoutes, type UsageRoutesDeps } from './routes.ts';
