export { licensesFold } from './fold.ts';
export {
  selectUsageOfSubject,
  usageOfSubjects,
  type SubjectUsage,
  type UsagePlace,
} from './store.ts';
export { usageRoutes, type UsageRoutesDeps } from './routes.ts';
