export type { ArtifactsDeps, Vouchers } from './artifacts.ts';
export type { ApprovalDeps } from './approval.ts';
export { documentRoutes } from './document-routes.ts';
export { newestDesired, sliceFileOf } from './documents-store.ts';
export { resultsFold } from './fold.ts';
export {
  desiredKind,
  documentsDue,
  forgetDesired,
  issueDocument,
  type Director,
  type DirectorDoor,
  type DueDocument,
} from './issue.ts';
export { planeRoutes } from './plane-routes.ts';
export { deploymentRoutes, type DeploymentRoutesDeps } from './routes.ts';
export { createIntent, type DeploymentsDeps, type IntentWish } from './service.ts';
