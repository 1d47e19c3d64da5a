export { usageRoutes, type UsageRoutesDeps } from './routes.ts';
