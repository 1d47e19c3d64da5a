export { inventory } from './inventory.ts';
export { privacyRoutes } from './routes.ts';
