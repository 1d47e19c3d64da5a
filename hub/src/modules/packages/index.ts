export { startIntake } from './intake.ts';
export { scanners, type Scanner } from './scans/results.ts';
export { startScans } from './scans/work.ts';
export { packageRoutes } from './routes.ts';
export { sbomRoutes } from './sbom/routes.ts';
export { neededObjects } from './store.ts';
export { UploadDesk, type UploadPlace } from './uploads/desk.ts';
export { uploadRoutes } from './uploads/routes.ts';
