export { webhookRoutes, type WebhookRoutesDeps } from './routes.ts';
export { isDelivery, signDelivery } from './signature.ts';
export { startNotifications } from './worker.ts';
