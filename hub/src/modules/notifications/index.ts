export type { AlertKind, AlertSource, Condition } from './alert-kinds.ts';
export { alertRoutes } from './alert-routes.ts';
export { mailRoutes, type MailRoutesDeps } from './mail-routes.ts';
export { webhookRoutes, type WebhookRoutesDeps } from './routes.ts';
export { forgetRecipient } from './mail-store.ts';
export { notificationSecrets, type HeldSecret } from './held-secrets.ts';
export { isDelivery, signDelivery } from './signature.ts';
export { startNotifications, type NotifyDeps } from './worker.ts';
