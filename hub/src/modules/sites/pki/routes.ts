import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  authorityPin,
  intermediateRenewMs,
  issuedOf,
  openSiteCertificate,
  readCertificate,
  toHex,
} from '@eucora/protocol';
import { Type, type Static } from 'typebox';
import {
  decodeCursor,
  HexId,
  inPath,
  iso,
  NullableString,
  NullableTimestamp,
  pageLimits,
  pageOf,
  PageQuery,
  Timestamp,
  Words,
} from '../../../platform/api.ts';
import { NotFoundError } from '../../../platform/errors.ts';
import { selectAllRelays, selectSite, type Relay } from '../store.ts';
import { createEnrolmentToken, liftRevocation, revoke, type SitePkiDeps } from './service.ts';
import {
  revocationKinds,
  selectDocument,
  selectRevocations,
  selectTokens,
  type EnrolmentToken,
} from './store.ts';

const SiteParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const TokenItem = Type.Object({
  id: HexId,
  note: Type.String(),
  uses: Type.Integer({ minimum: 1, description: 'At each relay of the site, which counts them' }),
  created_by: Type.String(),
  created_at: Timestamp,
  expires_at: Timestamp,
  revoked_at: NullableTimestamp,
  state: Words(['open', 'expired', 'revoked']),
});
const certificateStates = ['valid', 'renewal_due', 'expired', 'revoked', 'none'] as const;
const CertificateItem = Type.Object({
  relay_id: HexId,
  admitted_at: Timestamp,
  revoked_at: NullableTimestamp,
  state: Words(certificateStates),
  issued_at: NullableTimestamp,
  expires_at: NullableTimestamp,
  serial: NullableString,
  fingerprint: NullableString,
  authority: NullableString,
  addresses: Type.Array(Type.String()),
});
const RevocationItem = Type.Object({
  kind: Words(revocationKinds),
  id: HexId,
  reason: Type.String(),
  revoked_by: Type.String(),
  revoked_at: Timestamp,
});
const reason = Type.String({ minLength: 1, maxLength: 500 });
const tags = ['sites'];
const schemas = {
  certificates: {
    tags,
    summary: 'Certificates of a site’s relays, with their expiry',
    params: SiteParams,
    response: { 200: Type.Object({ items: Type.Array(CertificateItem) }) },
  },
  tokens: {
    tags,
    summary: 'Enrolment tokens of a site, newest first',
    params: SiteParams,
    querystring: Type.Object(PageQuery),
    response: {
      200: Type.Object({ items: Type.Array(TokenItem), next_cursor: NullableString }),
    },
  },
  createToken: {
    tags,
    summary: 'Make a token that enrols devices at a site; its text is shown once',
    params: SiteParams,
    body: Type.Object(
      {
        uses: Type.Integer({ minimum: 1, maximum: 100_000 }),
        hours: Type.Integer({ minimum: 1, maximum: 87_600 }),
        note: Type.Optional(Type.String({ maxLength: 200 })),
      },
      { additionalProperties: false },
    ),
    response: { 201: Type.Object({ ...TokenItem.properties, ticket: Type.String() }) },
  },
  revocations: {
    tags,
    summary: 'Whom a site must not let in, and the signed list that says so',
    params: SiteParams,
    response: {
      200: Type.Object({
        items: Type.Array(RevocationItem),
        document: Type.Union([
          Type.Object({
            ledger_epoch: Type.Integer({ minimum: 0 }),
            generation: Type.Integer({ minimum: 0 }),
          }),
          Type.Null(),
        ]),
      }),
    },
  },
  revoke: {
    tags,
    summary: 'Revoke a device, a token or a relay at its site',
    params: SiteParams,
    body: Type.Object(
      { kind: Words(revocationKinds), id: HexId, reason },
      { additionalProperties: false },
    ),
    response: { 204: Type.Null() },
  },
  lift: {
    tags,
    summary: 'Lift the revocation of a device or a token',
    params: Type.Object({
      ...SiteParams.properties,
      kind: Words(revocationKinds),
      subject: HexId,
    }),
    response: { 204: Type.Null() },
  },
};

function tokenItem(token: EnrolmentToken, now: Date): Static<typeof TokenItem> {
  const isOpen = token.expiresAt.getTime() > now.getTime();
  return {
    id: token.id,
    note: token.note,
    uses: token.uses,
    created_by: token.createdBy,
    created_at: iso(token.createdAt),
    expires_at: iso(token.expiresAt),
    revoked_at: iso(token.revokedAt),
    state: token.revokedAt ? 'revoked' : isOpen ? 'open' : 'expired',
  };
}

function certificateItem(relay: Relay, now: Date): Static<typeof CertificateItem> {
  const common = {
    relay_id: relay.relayId,
    admitted_at: iso(relay.admittedAt),
    revoked_at: iso(relay.revokedAt),
    addresses: [...relay.addresses],
  };
  const { pki } = openSiteCertificate(relay.certificate);
  if (!pki) {
    const none = { issued_at: null, expires_at: null, serial: null, fingerprint: null };
    return { ...common, ...none, authority: null, state: relay.revokedAt ? 'revoked' : 'none' };
  }
  const issuer = readCertificate(pki.issuer);
  const issuedMs = issuedOf(issuer.serialNumber);
  const expiresAt = new Date(issuer.validTo);
  const ageMs = now.getTime() - issuedMs;
  const byAge = ageMs >= intermediateRenewMs ? 'renewal_due' : 'valid';
  const byDate = expiresAt.getTime() <= now.getTime() ? 'expired' : byAge;
  return {
    ...common,
    state: relay.revokedAt ? 'revoked' : byDate,
    issued_at: iso(new Date(issuedMs)),
    expires_at: iso(expiresAt),
    serial: issuer.serialNumber.toLowerCase(),
    fingerprint: issuer.fingerprint256.replaceAll(':', '').toLowerCase(),
    authority: toHex(authorityPin(pki.authority)),
  };
}

/** How a relay's certificate stands. */
export interface RelayCertificate {
  readonly siteId: string;
  readonly relayId: string;
  readonly state: (typeof certificateStates)[number];
  readonly issuedAt: Date | null;
  readonly expiresAt: Date | null;
}

/** How the certificates of these relays stand. */
export function relayCertificates(relays: readonly Relay[], now: Date): RelayCertificate[] {
  return relays.map((relay) => {
    const { state, issued_at: issued, expires_at: expires } = certificateItem(relay, now);
    const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
    const { siteId, relayId } = relay;
    return { siteId, relayId, state, issuedAt: dateOf(issued), expiresAt: dateOf(expires) };
  });
}

async function mustExist(db: SitePkiDeps['db'], id: string): Promise<void> {
  if (!(await selectSite(db, id))) throw new NotFoundError('site', id);
}

/** Certificates, enrolment tokens and revocations of sites. */
export const sitePkiRoutes: FastifyPluginAsyncTypebox<SitePkiDeps> = async (app, deps) => {
  const { db, now } = deps;
  const reading = { permission: 'site.read', scope: inPath('site') };
  const enrolling = { permission: 'site.enrol', scope: inPath('site') };

  const certificates = { schema: schemas.certificates, config: reading };
  app.get('/api/sites/:id/certificates/', certificates, async (request) => {
    await mustExist(db, request.params.id);
    const relays = await selectAllRelays(db, request.params.id);
    return { items: relays.map((relay) => certificateItem(relay, now())) };
  });

  const tokens = { schema: schemas.tokens, config: reading };
  app.get('/api/sites/:id/enrolment-tokens/', tokens, async (request) => {
    const { id } = request.params;
    const { limit = pageLimits.default, cursor } = request.query;
    await mustExist(db, id);
    const before = decodeCursor(cursor, ['string'])?.[0];
    const rows = await selectTokens(db, id, limit + 1, before ? new Date(before) : null);
    const page = pageOf(rows, limit, (token) => [iso(token.createdAt)]);
    const items = page.rows.map((token) => tokenItem(token, now()));
    return { items, next_cursor: page.nextCursor };
  });

  const createToken = { schema: schemas.createToken, config: enrolling };
  app.post('/api/sites/:id/enrolment-tokens/', createToken, async (request, reply) => {
    const { uses, hours, note = '' } = request.body;
    const wish = { siteId: request.params.id, uses, hours, note };
    const { token, ticket } = await createEnrolmentToken(deps, wish, request.actor.id);
    return reply.code(201).send({ ...tokenItem(token, now()), ticket });
  });

  await app.register(revocationRoutes, deps);
};

const revocationRoutes: FastifyPluginAsyncTypebox<SitePkiDeps> = async (app, deps) => {
  const { db } = deps;
  const reading = { permission: 'site.read', scope: inPath('site') };
  const revoking = { permission: 'site.revoke', scope: inPath('site') };
  const revocations = { schema: schemas.revocations, config: reading };
  app.get('/api/sites/:id/revocations/', revocations, async (request) => {
    const { id } = request.params;
    await mustExist(db, id);
    const document = await selectDocument(db, 'revocations', id);
    const items = await selectRevocations(db, id);
    return {
      items: items.map(({ kind, id: subject, reason: why, revokedBy, revokedAt }) => {
        return {
          kind,
          id: subject,
          reason: why,
          revoked_by: revokedBy,
          revoked_at: iso(revokedAt),
        };
      }),
      document: document ? { ledger_epoch: document.epoch, generation: document.generation } : null,
    };
  });

  app.post(
    '/api/sites/:id/revocations/',
    { schema: schemas.revoke, config: revoking },
    async (request, reply) => {
      await revoke(deps, { siteId: request.params.id, ...request.body }, request.actor.id);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/sites/:id/revocations/:kind/:subject/',
    { schema: schemas.lift, config: revoking },
    async (request, reply) => {
      const { id: siteId, kind, subject: id } = request.params;
      await liftRevocation(deps, { siteId, kind, id }, request.actor.id);
      return reply.code(204).send(null);
    },
  );
};
