import type { paths } from '../gen/api.d.ts';

/** Every name the console has for what the hub answers, derived from the generated contract. */
type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

export type Overview = Answer<'/api/overview/'>;
export type Coverage = Overview['coverage'];

export type SitePage = Answer<'/api/sites/'>;
export type Site = SitePage['items'][number];
export type SiteDetail = Answer<'/api/sites/{id}/'>;
export type Freshness = Site['freshness'];
export type Lease = Site['lease'];
export type LeaseState = Lease['state'];
export type SiteClass = Site['class'];
export type JournalPage = Answer<'/api/sites/{id}/journals/'>;
export type Journal = JournalPage['items'][number];
export type JournalLane = Journal['lanes'][number];
export type JournalGap = JournalLane['gaps'][number];

export type DevicePage = Answer<'/api/devices/'>;
export type DeviceRow = DevicePage['items'][number];
export type Device = Answer<'/api/devices/{id}/'>;
export type Stream = Device['streams'][number];
export type Collector = Device['collectors'][number];
export type SoftwarePage = Answer<'/api/devices/{id}/software/'>;
export type Software = SoftwarePage['items'][number];
export type UsagePage = Answer<'/api/devices/{id}/usage/'>;
export type Usage = UsagePage['items'][number];

export type ApplicationPage = Answer<'/api/applications/'>;
export type ApplicationRow = ApplicationPage['items'][number];
export type Application = Answer<'/api/applications/{id}/'>;

export type DeploymentPage = Answer<'/api/deployments/intents/'>;
export type DeploymentRow = DeploymentPage['items'][number];
export type DeploymentState = DeploymentRow['state'];
export type DeploymentAction = DeploymentRow['action'];
export type Deployment = Answer<'/api/deployments/intents/{id}/'>;
export type DeploymentBody =
  paths['/api/deployments/intents/']['post']['requestBody']['content']['application/json'];
export type DeploymentDevicePage = Answer<'/api/deployments/intents/{id}/devices/'>;
export type DeploymentDeviceRow = DeploymentDevicePage['items'][number];
export type DeviceOrderState = DeploymentDeviceRow['state'];
export type DeviceOrders = Answer<'/api/devices/{id}/deployments/'>;
export type SiteDocumentPage = Answer<'/api/deployments/documents/'>;
export type SiteDocumentRow = SiteDocumentPage['items'][number];
export type DocumentPage = Answer<'/api/deployments/documents/{site}/'>;
export type DocumentRow = DocumentPage['items'][number];
export type DesiredDocument = Answer<'/api/deployments/documents/{site}/{generation}/'>;

export type PackageVersionPage = Answer<'/api/package-versions/'>;
export type PackageVersionRow = PackageVersionPage['items'][number];
export type PackageVersion = Answer<'/api/package-versions/{id}/'>;
export type Trust = Answer<'/api/trust/'>;
export type TrustRole = Trust['roles'][number];
export type TrustPublisher = Trust['publishers'][number];
export type TrustImport =
  paths['/api/trust/metadata/']['post']['responses'][200]['content']['application/json'];
export type PackageState = PackageVersion['state'];
export type PackageUploadPage = Answer<'/api/package-uploads/'>;
export type PackageUpload = PackageUploadPage['items'][number];

export type LedgerPage = Answer<'/api/telemetry/ledger/'>;
export type LedgerRow = LedgerPage['items'][number];
export type Rates = Answer<'/api/telemetry/rates/'>;
export type RatePoint = Rates['points'][number];

export type AuditPage = Answer<'/api/audit/'>;
export type AuditEntry = AuditPage['items'][number];
export type AuditDetail = Answer<'/api/audit/{id}/'>;
export type AuditState = Answer<'/api/audit/state/'>;
export type AuditWitness = AuditState['witnesses'][number];
export type AuditCheckpointPage = Answer<'/api/audit/checkpoints/'>;
export type AuditCheckpoint = AuditCheckpointPage['items'][number];
export type QuarantinePage = Answer<'/api/quarantine/'>;
export type Quarantined = QuarantinePage['items'][number];

export type ConflictPage = Answer<'/api/devices/conflicts/'>;
export type ConflictRow = ConflictPage['items'][number];
export type Conflict = Answer<'/api/devices/conflicts/{id}/'>;
export type History = Conflict['histories'][number];
export type HistoryRange = History['ranges'][number];
export type Resolution = NonNullable<Conflict['resolution']>;

export type Rotations = Answer<'/api/system/rotations/'>;
export type Rotation = Rotations['items'][number];
export type SystemHealth = Answer<'/api/system/health/'>;
export type HealthItem = SystemHealth['items'][number];

export type Session = Answer<'/api/session/'>;
export type Scope = Session['scope'];

export type RoleList = Answer<'/api/roles/'>;
export type RoleItem = RoleList['items'][number];
export type RoleName = RoleItem['name'];
export type GrantPage = Answer<'/api/grants/'>;
export type Grant = GrantPage['items'][number];
export type TokenPage = Answer<'/api/service-tokens/'>;
export type Token = TokenPage['items'][number];
export type TokenState = Token['state'];
export type CreatedToken = Token & { readonly token: string };
export type GroupPage = Answer<'/api/device-groups/'>;
export type DeviceGroup = GroupPage['items'][number];
export type MemberPage = Answer<'/api/device-groups/{id}/devices/'>;
export type Member = MemberPage['items'][number];

export type ArtifactPage = Answer<'/api/sites/{id}/artifacts/'>;
export type ArtifactRow = ArtifactPage['items'][number];
export type CertificatePage = Answer<'/api/sites/{id}/certificates/'>;
export type CertificateRow = CertificatePage['items'][number];
export type EnrolmentTokenPage = Answer<'/api/sites/{id}/enrolment-tokens/'>;
export type EnrolmentTokenRow = EnrolmentTokenPage['items'][number];
export type NewEnrolmentToken =
  paths['/api/sites/{id}/enrolment-tokens/']['post']['responses'][201]['content']['application/json'];
type Said<P extends keyof paths, S extends number = 200> = paths[P] extends {
  post: { responses: Record<S, { content: { 'application/json': infer T } }> };
}
  ? T
  : never;
export type WebhookPage = Answer<'/api/webhooks/'>;
export type Webhook = WebhookPage['items'][number];
export type Severity = Webhook['severity_min'];
export type CreatedWebhook = Said<'/api/webhooks/', 201>;
export type DeliveryPage = Answer<'/api/webhooks/{id}/deliveries/'>;
export type Delivery = DeliveryPage['items'][number];
export type MailServer = NonNullable<Answer<'/api/mail-server/'>['server']>;
export type MailTargetPage = Answer<'/api/mail-targets/'>;
export type MailTarget = MailTargetPage['items'][number];
export type AlertPage = Answer<'/api/alerts/'>;
export type Alert = AlertPage['items'][number];
export type AlertKind = Alert['kind'];
export type RulePage = Answer<'/api/alert-rules/'>;
export type AlertRule = RulePage['items'][number];
export type AuditPart = Said<'/api/audit/verifications/parts/'>;
export type SignInOptions = Answer<'/api/session/options/'>;
export type SignInState = Answer<'/api/sign-in/{uid}/state/'>;
export type SignInMethod = SignInState['methods'][number];
export type Authenticator = Said<'/api/profile/totp/'>;
export type RecoveryCodes = Said<'/api/profile/recovery-codes/'>;
export type SetUp = Said<'/api/set-up/'>;
export type Profile = Answer<'/api/profile/'>;
export type UserPage = Answer<'/api/users/'>;
export type User = UserPage['items'][number];
export type Invitation = Said<'/api/users/{id}/set-up-link/'>;

export type CollectionSites = Answer<'/api/privacy/collection/sites/'>;
export type CollectionSite = CollectionSites['items'][number];
export type SiteCollection = Answer<'/api/privacy/collection/sites/{site}/'>;
export type SiteCollectionItem = SiteCollection['items'][number];
export type CollectionDefaults = Answer<'/api/privacy/collection/defaults/'>;
export type CollectionItem = CollectionDefaults['items'][number];
export type CollectionChoice = CollectionItem['choice'];
export type PersonsFound = Said<'/api/privacy/persons/search/'>;
export type FoundSubject = PersonsFound['subjects'][number];
export type FoundAccount = PersonsFound['accounts'][number];
export type ErasurePage = Answer<'/api/privacy/erasures/'>;
export type ErasureRow = ErasurePage['items'][number];
export type Erasure = Answer<'/api/privacy/erasures/{id}/'>;
export type ErasureState = Erasure['state'];
export type ErasureGround = Erasure['ground'];
