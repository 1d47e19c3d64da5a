import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { Believed } from '@eucora/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type RouteOptions,
} from 'fastify';
import { Histogram } from 'prom-client';
import { auditRoutes } from '../modules/audit/index.ts';
import { deliveryRoutes } from '../modules/delivery/index.ts';
import {
  conflictRoutes,
  devicesRoutes,
  groupRoutes,
  type ConflictRoutesDeps,
  type DeviceDirectory,
  type DevicesRoutesDeps,
  type Fleet,
} from '../modules/devices/index.ts';
import { deploymentRoutes, documentRoutes, planeRoutes } from '../modules/deployments/index.ts';
import {
  accessRoutes,
  addPeopleRoutes,
  cookieOptions,
  tokenRoutes,
  type IdentitySettings,
  type PasswordWork,
  type PeopleRoutesDeps,
  type SessionWatch,
} from '../modules/identity/index.ts';
import { usageRoutes } from '../modules/licenses/index.ts';
import {
  alertRoutes,
  mailRoutes,
  webhookRoutes,
  type MailRoutesDeps,
  type WebhookRoutesDeps,
} from '../modules/notifications/index.ts';
import {
  packageRoutes,
  sbomRoutes,
  uploadRoutes,
  type UploadDesk,
  type Vouchers,
} from '../modules/packages/index.ts';
import { portfolioRoutes } from '../modules/portfolio/index.ts';
import {
  collectionRoutes,
  personRoutes,
  type PersonRoutesDeps,
  privacyRoutes,
} from '../modules/privacy/index.ts';
import { rotationRoutes, type RotationRoutesDeps } from '../modules/secrets/index.ts';
import {
  siteAttributeRoutes,
  sitePkiRoutes,
  sitesRoutes,
  type SitePkiDeps,
} from '../modules/sites/index.ts';
import {
  firstRoot,
  trustRoutes,
  type TrustDesk,
  type TrustRoutesDeps,
} from '../modules/trust/index.ts';
import { Problem } from '../platform/api.ts';
import type { Database } from '../platform/db.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { LedgerReader } from '../platform/ledger-reader.ts';
import type { LiveBus } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { ObjectStore } from '../platform/objects/store.ts';
import { addAuthentication } from './authentication.ts';
import { addConsole } from './console-routes.ts';
import { eventStreamRoutes } from './event-stream.ts';
import { healthRoutes, type ReadinessCheck } from './health-routes.ts';
import { openApiInfo } from './openapi.ts';
import { placesMissing } from './places.ts';
import { sendProblem } from './problems.ts';
import { RateLimits } from './rate-limits.ts';
import { addRefusalAudit } from './refusal-audit.ts';
import { systemRoutes, type SystemRoutesDeps } from './system-routes.ts';
import { telemetryRoutes } from './telemetry-routes.ts';

export interface AppDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly live: LiveBus;
  readonly ledger: LedgerReader;
  readonly fleet: Fleet;
  readonly directory: DeviceDirectory;
  readonly applicationsOf: DevicesRoutesDeps['applicationsOf'];
  readonly resolveConflict: ConflictRoutesDeps['resolveConflict'];
  readonly namesKey: Uint8Array;
  /** Of the hub's signing key: audit checkpoints are checked with it. */
  readonly hubKey: Believed;
  readonly secrets: WebhookRoutesDeps['secrets'];
  readonly outbound: WebhookRoutesDeps['outbound'] & MailRoutesDeps['outbound'];
  readonly pkiKeys: SitePkiDeps['keys'];
  readonly identityKeys: PeopleRoutesDeps['keys'];
  readonly identity: IdentitySettings;
  readonly passwords: PasswordWork;
  readonly sessionWatch: SessionWatch;
  readonly objects: ObjectStore;
  readonly uploads: UploadDesk;
  readonly trust: TrustDesk;
  readonly trustKeys: TrustRoutesDeps['trustKeys'];
  /** Who says what publishers vouch for: the trust desk, in a hub at work. */
  readonly vouchers: Vouchers;
  readonly checks: readonly ReadinessCheck[];
  readonly backups: SystemRoutesDeps['backups'];
  readonly health: SystemRoutesDeps['health'];
  readonly rotations: RotationRoutesDeps['rotations'];
  readonly wakeRotations: () => void;
  readonly wakeErasures: () => void;
  /** Sites are told anew; with a site, its document bears another signature. */
  readonly wakeDesired: (siteId?: string) => void;
  /** What devices wrap the keys of names for. */
  readonly box: PersonRoutesDeps['box'];
  readonly stopping: AbortSignal;
  readonly uiDir: string | undefined;
  /** As people reach the console, when it is not by this process's own address. */
  readonly publicUrl: URL | undefined;
  /** Addresses whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Other bounds for slow callers, in milliseconds. */
  readonly slowness?: Partial<Record<keyof typeof slowness, number>>;
}

const bodyBytesMax = 65_536;
// What a caller may take for a whole request, and for its headers alone; looked at this often.
const slowness = { requestMs: 30_000, headersMs: 10_000, everyMs: 2_000 } as const;

/** The hub's HTTP side, whole and not yet listening. `onRoute` is told of every route. */
export async function createApp(
  deps: AppDeps,
  onRoute: (route: RouteOptions) => void = () => {},
): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = deps.logger;
  const slow = { ...slowness, ...deps.slowness };
  const app = fastify({
    loggerInstance,
    bodyLimit: bodyBytesMax,
    requestTimeout: slow.requestMs,
    http: { headersTimeout: slow.headersMs, connectionsCheckingInterval: slow.everyMs },
    // A field that nobody asked for is a mistake or an attempt; dropping it would hide both.
    ajv: { customOptions: { removeAdditional: false } },
    trustProxy: [...deps.trustedProxies],
    forceCloseConnections: 'idle',
    // Requests are counted and timed as metrics; a log line for each would drown the rest.
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1_024 },
  }).withTypeProvider<TypeBoxTypeProvider>();
  // A form of another page can send text without asking first, and nothing here reads it.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(sendProblem);
  app.addSchema({ ...Problem, $id: 'Problem' });
  addProblemResponses(app);
  app.addHook('onRoute', onRoute);
  addRequestMetrics(app, deps.metrics);
  await addProtection(app, deps);
  await app.register(swagger, {
    openapi: openApiInfo,
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) =>
        typeof json.$id === 'string' ? json.$id : `schema-${i}`,
    },
  });
  const limits = new RateLimits(deps.now, deps.metrics);
  addRefusalAudit(app, deps.db);
  addAuthentication(app, {
    limits,
    db: deps.db,
    now: deps.now,
    mfa: deps.identity.mfa,
    publicOrigin: deps.publicUrl?.origin,
    secureCookies: deps.publicUrl?.protocol === 'https:',
  });
  await addRoutes(app, deps);
  await addDocumentation(app);
  await addConsole(app, deps.uiDir);
  app.setNotFoundHandler((request) => {
    throw new NotFoundError('route', `${request.method} ${request.url}`);
  });
  return app;
}

async function addProtection(app: FastifyInstance, deps: AppDeps): Promise<void> {
  const secure = deps.publicUrl?.protocol === 'https:';
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        manifestSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: secure,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(cookie);
}

async function addRoutes(app: FastifyInstance, deps: AppDeps): Promise<void> {
  const { db, now, ledger, fleet, directory, namesKey, applicationsOf, resolveConflict } = deps;
  const { horizonOf, devicesBySite } = fleet;
  const secureCookies = deps.publicUrl?.protocol === 'https:';
  await app.register(healthRoutes, { checks: deps.checks, metrics: deps.metrics });
  const missingPlaces = placesMissing(db);
  await addPeopleRoutes(app, {
    db,
    now,
    missingPlaces,
    horizonOf,
    logger: deps.logger,
    keys: deps.identityKeys,
    passwords: deps.passwords,
    settings: deps.identity,
    cookie: cookieOptions(secureCookies),
  });
  await app.register(accessRoutes, { db, now, missingPlaces });
  await app.register(tokenRoutes, { db, now, missingPlaces });
  await app.register(siteAttributeRoutes, { db, now });
  await app.register(privacyRoutes);
  await app.register(collectionRoutes, { db, now });
  const { box, wakeErasures } = deps;
  await app.register(personRoutes, { db, now, namesKey, box, horizonOf, wakeErasures });
  await app.register(sitesRoutes, { db, now, ledger, devicesBySite, horizonOf });
  const trustRoot = () => firstRoot(db);
  await app.register(sitePkiRoutes, { db, now, keys: deps.pkiKeys, trustRoot });
  await app.register(devicesRoutes, { db, now, directory, ledger, horizonOf, applicationsOf });
  await app.register(groupRoutes, { db, now, directory });
  await app.register(conflictRoutes, { db, directory, horizonOf, resolveConflict });
  await app.register(usageRoutes, { db, namesKey, horizonOf });
  await app.register(portfolioRoutes, { db, horizonOf });
  await app.register(trustRoutes, { db, now, trust: deps.trust, trustKeys: deps.trustKeys });
  await app.register(uploadRoutes, { db, desk: deps.uploads });
  const { objects, vouchers } = deps;
  await app.register(packageRoutes, { db, now, objects, vouchers });
  await app.register(sbomRoutes, { db });
  await addDeployments(app, deps);
  await app.register(deliveryRoutes, { db, now });
  await app.register(telemetryRoutes, { db, now, ledger, fleet });
  await app.register(systemRoutes, { backups: deps.backups, health: deps.health });
  await app.register(rotationRoutes, { rotations: deps.rotations, wake: deps.wakeRotations });
  const { live, stopping, sessionWatch: sessions } = deps;
  const { mfa } = deps.identity;
  await app.register(eventStreamRoutes, { live, stopping, db, now, mfa, sessions });
  await app.register(auditRoutes, { db, now, horizonOf, hubKey: deps.hubKey });
  const { secrets, outbound } = deps;
  await app.register(webhookRoutes, { db, now, horizonOf, secrets, outbound });
  await app.register(mailRoutes, { db, now, horizonOf, secrets, outbound });
  await app.register(alertRoutes, { db, now, horizonOf });
}

/** What devices are to run. */
async function addDeployments(app: FastifyInstance, deps: AppDeps): Promise<void> {
  const { db, now, trust, vouchers, directory, wakeDesired } = deps;
  const { horizonOf } = deps.fleet;
  const wake = (): void => wakeDesired();
  const own = { db, now, trust, vouchers, directory, horizonOf, wake, wakeSite: wakeDesired };
  await app.register(deploymentRoutes, own);
  await app.register(documentRoutes, own);
  await app.register(planeRoutes, own);
}

/** The contract as JSON and as pages. */
async function addDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(async (docs) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, permission: 'signed_in', scope: 'own' };
      route.schema = { ...route.schema, hide: true };
    });
    docs.get('/api/schema/', () => app.swagger());
    await docs.register(swaggerUi, { routePrefix: '/api/docs' });
  });
}

/** Every API route may also answer with a problem document. */
function addProblemResponses(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/') || route.schema?.hide === true) return;
    const known = route.schema?.response;
    const responses = typeof known === 'object' ? known : {};
    const content = { 'application/problem+json': { schema: { $ref: 'Problem#' } } };
    const failure = { description: 'A problem document (RFC 9457)', content };
    route.schema = { ...route.schema, response: { ...responses, default: failure } };
  });
}

function addRequestMetrics(app: FastifyInstance, metrics: Metrics): void {
  const seconds = new Histogram({
    name: 'eucora_http_request_duration_seconds',
    help: 'Time to answer, by route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 5],
    registers: [metrics],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    seconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1_000);
    request.log.debug({ route, code: reply.statusCode, ms: reply.elapsedTime }, 'answered');
  });
}
