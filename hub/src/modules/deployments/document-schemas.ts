import { Type, type Static } from 'typebox';
import {
  dangerWords,
  desiredActions,
  leaseEnds,
  leaseStates,
  leaseStateOf,
  packageFormats,
  planes,
  type Danger,
  type DesiredItem,
  type LeaseTerms,
} from '@eucora/protocol/desired';
import {
  Count,
  HexId,
  iso,
  NullableInteger,
  NullableString,
  NullableTimestamp,
  PageQuery,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import type { OrderChange } from './diff.ts';
import type { DocumentRow } from './documents-store.ts';
import { issueCauses } from './issue-rules.ts';

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
export const approvalStates = ['not_needed', 'needed', 'given'] as const;
const dangers = ['removal', 'below_min_version', 'late_ring'] as const satisfies readonly Danger[];

const Lease = Type.Object({
  state: Words(leaseStates),
  grace_at: Timestamp,
  hold_at: Timestamp,
  safe_at: Timestamp,
});
const own = {
  site_id: Type.String(),
  ledger_epoch: Count,
  generation: Count,
  parent: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'SHA-256 of what was signed before: lineage',
  }),
  hash: Sha256,
  root: Sha256,
  cause: Words(issueCauses),
  issued_at: Timestamp,
  devices: Count,
  orders: Count,
  approval: Words(approvalStates),
  approvals: Count,
  approved_at: NullableTimestamp,
  approved_by: Type.Array(Type.String()),
};
export const DocumentItem = Type.Object({ ...own, dangerous: Count, conflicts: Count });
export const DocumentPage = Type.Object({
  items: Type.Array(DocumentItem),
  next_cursor: NullableString,
});
export const SiteDocumentItem = Type.Object({
  site_id: Type.String(),
  name: Type.String(),
  document: Type.Union([Type.Null(), Type.Object({ ...DocumentItem.properties, lease: Lease })]),
});
export const SiteDocumentPage = Type.Object({
  items: Type.Array(SiteDocumentItem),
  next_cursor: NullableString,
  director: Type.Object({
    ready: Type.Boolean(),
    detail: Type.String({ description: 'What is missing, with the commands; empty: nothing' }),
  }),
});
const Order = Type.Object({
  action: Words(desiredActions),
  version: Type.String(),
  format: Words(packageFormats),
  rollback: Type.Boolean(),
  ring: Type.Integer(),
  plane: Words(planes),
  assignment: HexId,
  target_path: NullableString,
  sha256: NullableString,
});
const NullableOrder = Type.Union([Type.Null(), Order]);
export const DocumentDetail = Type.Object({
  ...own,
  lease: Lease,
  dangerous: Type.Array(
    Type.Object({
      device_id: HexId,
      intent_id: Type.String(),
      package_name: Type.String(),
      action: Words(desiredActions),
      version: Type.String(),
      dangers: Type.Array(Words(dangers)),
      why: Type.Array(Type.String()),
    }),
  ),
  conflicts: Type.Array(
    Type.Object({
      device_id: HexId,
      package_name: Type.String(),
      winner: Type.String(),
      losers: Type.Array(Type.String()),
    }),
  ),
  against: NullableInteger,
  changes: Type.Array(
    Type.Object({
      device_id: HexId,
      package_name: Type.String(),
      before: NullableOrder,
      after: NullableOrder,
      fields: Type.Array(Type.String()),
    }),
  ),
  changes_more: Count,
});
export const ManifestFile = Type.Object({
  site_id: Type.String(),
  generation: Count,
  hash: Sha256,
  file_name: Type.String(),
  manifest: Type.String({ description: 'Base64 of the bytes that an approver signs' }),
});
export const ApprovalBody = Type.Object(
  {
    manifest: Type.String({
      minLength: 1,
      maxLength: 131_072,
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
      description: 'Base64 of the same bytes with the approver’s signature',
    }),
  },
  { additionalProperties: false },
);
export const siteParams = Type.Object({ site: Type.String({ maxLength: 64 }) });
export const documentParams = Type.Object({
  site: Type.String({ maxLength: 64 }),
  generation: Type.Integer({ minimum: 1 }),
});
export const againstQuery = Type.Object({
  against: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Another generation; the one before unless told' }),
  ),
});
export const pageQuery = Type.Object(PageQuery);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function approvalOf(row: DocumentRow): (typeof approvalStates)[number] {
  if (row.approvedAt !== null) return 'given';
  return row.dangers.length > 0 ? 'needed' : 'not_needed';
}

function ownFields(row: DocumentRow) {
  return {
    site_id: row.siteId,
    ledger_epoch: row.epoch,
    generation: row.generation,
    parent: row.parent === null ? null : hex(row.parent),
    hash: hex(row.hash),
    root: hex(row.root),
    cause: row.cause,
    issued_at: iso(row.issuedAt),
    devices: row.slices,
    orders: row.items,
    approval: approvalOf(row),
    approvals: row.approvals,
    approved_at: iso(row.approvedAt),
    approved_by: [...row.approvedBy],
  };
}

export function documentItem(row: DocumentRow): Static<typeof DocumentItem> {
  const counts = { dangerous: row.dangers.length, conflicts: row.conflicts.length };
  return { ...ownFields(row), ...counts };
}

/** What a site that hears nothing more may still do, and until when. */
export function leaseItem(row: DocumentRow, terms: LeaseTerms, now: Date): Static<typeof Lease> {
  const ms = row.issuedAt.getTime();
  const issued = { loMs: ms, hiMs: ms };
  const ends = leaseEnds(terms, issued);
  const nowMs = now.getTime();
  const at = (end: number): string => new Date(end).toISOString();
  return {
    state: leaseStateOf(terms, issued, { loMs: nowMs, hiMs: nowMs }).state,
    grace_at: at(ends.grace),
    hold_at: at(ends.hold),
    safe_at: at(ends.safe),
  };
}

function orderItem(item: DesiredItem | null): Static<typeof NullableOrder> {
  if (item === null) return null;
  const { action, version, format, rollback, ring, plane, assignment, artifact } = item;
  return {
    action,
    version,
    format,
    rollback,
    ring,
    plane,
    assignment,
    target_path: artifact?.targetPath ?? null,
    sha256: artifact === null ? null : hex(artifact.sha256),
  };
}

const changesMax = 500;

export function documentDetail(
  row: DocumentRow,
  lease: Static<typeof Lease>,
  diff: { readonly against: number | null; readonly changes: readonly OrderChange[] },
): Static<typeof DocumentDetail> {
  return {
    ...ownFields(row),
    lease,
    dangerous: row.dangers.map((act) => ({
      device_id: act.device,
      intent_id: act.intent,
      package_name: act.packageName,
      action: act.action,
      version: act.version,
      dangers: [...act.dangers],
      why: act.dangers.map((danger) => dangerWords[danger]),
    })),
    conflicts: row.conflicts.map(({ device, packageName, winner, losers }) => {
      return { device_id: device, package_name: packageName, winner, losers: [...losers] };
    }),
    against: diff.against,
    changes: diff.changes.slice(0, changesMax).map((change) => ({
      device_id: change.device,
      package_name: change.packageName,
      before: orderItem(change.before),
      after: orderItem(change.after),
      fields: [...change.fields],
    })),
    changes_more: Math.max(0, diff.changes.length - changesMax),
  };
}
