import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { AccessTab, NotifyTab } from './paths.ts';
import type { Route } from './routes.ts';
import '../elements/message.ts';
import '../pages/overview.ts';
import '../pages/sign-in.ts';
import '../pages/sites.ts';
import '../pages/site.ts';
import '../pages/devices.ts';
import '../pages/device.ts';
import '../pages/applications.ts';
import '../pages/application.ts';
import '../pages/deployments.ts';
import '../pages/deployment.ts';
import '../pages/deployment-new.ts';
import '../pages/documents.ts';
import '../pages/site-documents.ts';
import '../pages/packages.ts';
import '../pages/package-version.ts';
import '../pages/trust.ts';
import '../pages/audit.ts';
import '../pages/audit-proof.ts';
import '../pages/quarantine.ts';
import '../pages/conflicts.ts';
import '../pages/conflict.ts';
import '../pages/profile.ts';
import '../pages/set-up.ts';
import '../pages/users.ts';
import '../pages/tokens.ts';
import '../pages/grants.ts';
import '../pages/roles.ts';
import '../pages/device-groups.ts';
import '../pages/device-group.ts';
import '../pages/alerts.ts';
import '../pages/alert-rules.ts';
import '../pages/mail.ts';
import '../pages/mail-target.ts';
import '../pages/webhooks.ts';
import '../pages/webhook.ts';
import '../pages/collection.ts';
import '../pages/persons.ts';
import '../pages/erasure.ts';
import '../pages/keys.ts';

const ACCESS_PAGES = {
  tokens: () => html`<eu-tokens-page></eu-tokens-page>`,
  grants: () => html`<eu-grants-page></eu-grants-page>`,
  roles: () => html`<eu-roles-page></eu-roles-page>`,
  groups: () => html`<eu-device-groups-page></eu-device-groups-page>`,
} as const satisfies Record<AccessTab, () => TemplateResult>;
const NOTIFY_PAGES = {
  alerts: () => html`<eu-alerts-page></eu-alerts-page>`,
  rules: () => html`<eu-alert-rules-page></eu-alert-rules-page>`,
  mail: () => html`<eu-mail-page></eu-mail-page>`,
  webhooks: () => html`<eu-webhooks-page></eu-webhooks-page>`,
} as const satisfies Record<NotifyTab, () => TemplateResult>;

/** The element of a route. Pages get what the address says as properties and load the rest. */
export function renderPage(route: Route): TemplateResult {
  switch (route.page) {
    case 'overview':
      return html`<eu-overview-page></eu-overview-page>`;
    case 'sign-in':
      return signInPage(route);
    case 'set-up':
      return html`<eu-set-up-page .link=${route.link}></eu-set-up-page>`;
    case 'profile':
      return html`<eu-profile-page></eu-profile-page>`;
    case 'users':
      return html`<eu-users-page .search=${route.search}></eu-users-page>`;
    case 'sites':
      return html`<eu-sites-page></eu-sites-page>`;
    case 'site':
      return html`<eu-site-page .siteId=${route.id}></eu-site-page>`;
    case 'devices':
      return html`<eu-devices-page .filter=${route.filter}></eu-devices-page>`;
    case 'device':
      return html`<eu-device-page .deviceId=${route.id} .tab=${route.tab}></eu-device-page>`;
    case 'applications':
      return html`<eu-applications-page .search=${route.search}></eu-applications-page>`;
    case 'application':
      return html`<eu-application-page .applicationId=${route.id}></eu-application-page>`;
    case 'deployments':
    case 'deployment-new':
    case 'deployment':
    case 'documents':
    case 'site-documents':
      return renderDeployments(route);
    case 'packages':
      return html`<eu-packages-page .search=${route.search}></eu-packages-page>`;
    case 'package':
      return html`<eu-package-version-page .versionId=${route.id}></eu-package-version-page>`;
    case 'trust':
      return html`<eu-trust-page></eu-trust-page>`;
    case 'audit':
      return html`<eu-audit-page .filter=${route.filter} .entryId=${route.entry}></eu-audit-page>`;
    case 'audit-proof':
      return html`<eu-audit-proof-page></eu-audit-proof-page>`;
    case 'quarantine':
      return html`<eu-quarantine-page></eu-quarantine-page>`;
    case 'conflicts':
      return html`<eu-conflicts-page .state=${route.state}></eu-conflicts-page>`;
    case 'conflict':
      return html`<eu-conflict-page .conflictId=${route.id}></eu-conflict-page>`;
    case 'access':
      return ACCESS_PAGES[route.tab]();
    case 'group':
      return html`<eu-device-group-page .groupId=${route.id}></eu-device-group-page>`;
    case 'keys':
      return html`<eu-keys-page></eu-keys-page>`;
    case 'notifications':
      return NOTIFY_PAGES[route.tab]();
    case 'erasure':
      return html`<eu-erasure-page .erasureId=${route.id}></eu-erasure-page>`;
    case 'privacy':
      return privacyPage(route);
    case 'webhook':
      return html`<eu-webhook-page .webhookId=${route.id}></eu-webhook-page>`;
    case 'mail-target':
      return html`<eu-mail-target-page .targetId=${route.id}></eu-mail-target-page>`;
    case 'not-found':
      return notFound(route.path);
    default: {
      const missing: never = route;
      return missing;
    }
  }
}

const signInPage = (route: Extract<Route, { page: 'sign-in' }>): TemplateResult =>
  html`<eu-sign-in-page
    .link=${route.link}
    .next=${route.next}
    .signIn=${route.sign_in}
    .reason=${route.fault}
    .byToken=${route.with === 'token'}
  ></eu-sign-in-page>`;

const privacyPage = ({ tab, site, all }: Extract<Route, { page: 'privacy' }>): TemplateResult =>
  tab === 'persons'
    ? html`<eu-persons-page></eu-persons-page>`
    : html`<eu-collection-page .site=${site} .all=${all}></eu-collection-page>`;

type DeploymentPage =
  | 'deployments'
  | 'deployment-new'
  | 'deployment'
  | 'documents'
  | 'site-documents';

function renderDeployments(route: Extract<Route, { page: DeploymentPage }>): TemplateResult {
  switch (route.page) {
    case 'deployments':
      return html`<eu-deployments-page .search=${route.search}></eu-deployments-page>`;
    case 'deployment-new':
      return html`<eu-deployment-new-page></eu-deployment-new-page>`;
    case 'deployment':
      return html`<eu-deployment-page .deploymentId=${route.id}></eu-deployment-page>`;
    case 'documents':
      return html`<eu-documents-page></eu-documents-page>`;
    case 'site-documents':
      return html`<eu-site-documents-page
        .siteId=${route.id}
        .generation=${route.generation}
      ></eu-site-documents-page>`;
    default: {
      const missing: never = route;
      return missing;
    }
  }
}

const notFound = (path: string): TemplateResult =>
  html`<eu-empty
    heading="There is no page at ${path}"
    next="Choose one from the navigation."
  ></eu-empty>`;

const TITLES = {
  overview: 'Overview',
  'sign-in': 'Sign in',
  'set-up': 'Set up your account',
  profile: 'Your profile',
  users: 'Users',
  sites: 'Sites',
  site: 'Site',
  devices: 'Devices',
  device: 'Device',
  applications: 'Applications',
  application: 'Application',
  deployments: 'Deployments',
  'deployment-new': 'New assignment',
  deployment: 'Assignment',
  documents: 'Documents of sites',
  'site-documents': 'Documents of a site',
  packages: 'Packages',
  package: 'Package',
  trust: 'Trust',
  audit: 'Audit',
  'audit-proof': 'Proof of the audit record',
  quarantine: 'Quarantine',
  conflicts: 'Identity conflicts',
  conflict: 'Identity conflict',
  access: 'Access',
  group: 'Device group',
  keys: 'Keys',
  notifications: 'Notifications',
  privacy: 'Privacy',
  erasure: 'Erasure of a person',
  webhook: 'Webhook',
  'mail-target': 'Mail target',
  'not-found': 'Not found',
} as const satisfies Record<Route['page'], string>;

/** The document's title: the page first, so that tabs can be told apart. */
export function titleOf(route: Route): string {
  return `${TITLES[route.page]} · EUCORA edge`;
}
