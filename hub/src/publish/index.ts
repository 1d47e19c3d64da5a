/** What the hub tells its sites, and what their relays say of themselves. */
export { startPublisher, type Publisher, type PublisherDeps } from './publisher.ts';
export { startDesiredState, type DesiredState } from './desired-state.ts';
export { startAuditDocuments } from './audit-documents.ts';
export { hubKeysTurn, startHubKeyDocuments } from './hub-key-documents.ts';
export { startTips, type TipsDeps } from './tips.ts';
export { openEpoch } from './epoch.ts';
export { CreditDesk } from './credit-desk.ts';
export type { Missing } from './credit.ts';
export { startGate, type GateDeps, type HubGate } from './gate.ts';
export { startSiteDocuments, type SiteDocumentsDeps } from './site-documents.ts';
export { refreshServer, startServerFiles, type ServerFilesDeps } from './server-files.ts';
