import { Type, type Static } from 'typebox';
import {
  Count,
  iso,
  NullableString,
  NullableTimestamp,
  PageQuery,
  Search,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import { dependencyKinds, formats } from './formats/metadata.ts';
import { versionStates } from './lifecycle.ts';
import { scanners, scanStatuses } from './scans/results.ts';
import type { ScanRow } from './scans/store.ts';
import type { DeedRow, VersionRow } from './store.ts';
import { uploadStates } from './uploads/rules.ts';
import type { UploadRow } from './uploads/store.ts';
import type { PublisherWord } from './vouching.ts';

export const Id = Type.String({ format: 'uuid' });
export const idParams = Type.Object({ id: Id });
const NullableId = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'uuid' });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const UploadItem = Type.Object({
  id: Id,
  file_name: Type.String(),
  bytes: Count,
  received: Type.Integer({ minimum: 0, description: 'bytes that are synced' }),
  state: Words(uploadStates),
  created_at: Timestamp,
  created_by: Type.String(),
  expires_at: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    format: 'date-time',
    description: 'when it is given up unless something is added; null: it is whole',
  }),
  reason: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'refused: why; done: known when these bytes were there already',
  }),
  detail: NullableString,
  version_id: NullableId,
});
export const UploadPage = Type.Object({
  items: Type.Array(UploadItem),
  next_cursor: NullableString,
});
const own = {
  id: Id,
  package_id: NullableId,
  name: NullableString,
  version: NullableString,
  architecture: NullableString,
  format: Words(formats),
  title: NullableString,
  state: Words(versionStates),
  sha256: Sha256,
  bytes: Count,
  file_name: Type.String(),
  created_at: Timestamp,
  created_by: Type.String(),
  changed_at: Timestamp,
};
const vouchedBy = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  description: 'the publisher’s role whose signed metadata name its bytes; null: none does',
});
export const VersionItem = Type.Object({ ...own, vouched_by: vouchedBy });
export const VersionPage = Type.Object({
  items: Type.Array(VersionItem),
  next_cursor: NullableString,
});
const Dependency = Type.Object({
  kind: Words(dependencyKinds),
  any_of: Type.Array(Type.Object({ name: Type.String(), constraint: NullableString })),
});
const Signature = Type.Object({
  presence: Words(['present', 'absent', 'not_read']),
  scheme: Type.Unsafe<'openpgp' | 'authenticode' | 'apk' | 'jar' | null>({
    type: ['string', 'null'],
    enum: ['openpgp', 'authenticode', 'apk', 'jar', null],
  }),
  signers: Type.Array(
    Type.Object({ subject: NullableString, issuer: NullableString, key: NullableString }),
  ),
  verified: Type.Boolean({ description: 'false: whom it names was not checked' }),
});
const Publisher = Type.Object({
  state: Words(['vouched', 'missing', 'refused', 'no_root']),
  role: NullableString,
  path: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'of the target by which devices ask for it',
  }),
  min_version: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'below it an approver has to consent',
  }),
  detail: Type.String({ description: 'who vouches, or what is missing' }),
  command: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'what is typed on the publisher’s laptop next; null: nothing',
  }),
});
export const VersionDetail = Type.Object({
  ...own,
  publisher: Publisher,
  description: NullableString,
  vendor: NullableString,
  homepage: NullableString,
  license: NullableString,
  dependencies: Type.Array(Dependency),
  signature: Signature,
  facts: Type.Record(Type.String(), Type.String()),
  fault: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'what was wrong with its bytes when they were last read; null: nothing',
  }),
  scans: Type.Array(
    Type.Object({
      scanner: Words(scanners),
      status: Words(scanStatuses),
      at: NullableTimestamp,
      detail: Type.String({ description: 'what was found, or why there is no result' }),
    }),
  ),
  history: Type.Array(Type.Object({ at: Timestamp, deed: Type.String(), actor: Type.String() })),
});
export const versionQuery = Type.Object({
  ...PageQuery,
  search: Search,
  state: Type.Optional(Words(versionStates)),
  format: Type.Optional(Words(formats)),
});

export function uploadItem(upload: UploadRow, expiresAt: Date): Static<typeof UploadItem> {
  return {
    id: upload.id,
    file_name: upload.fileName,
    bytes: upload.bytes,
    received: upload.received,
    state: upload.state,
    created_at: iso(upload.createdAt),
    created_by: upload.actor,
    expires_at: upload.state === 'receiving' ? iso(expiresAt) : null,
    reason: upload.reason,
    detail: upload.detail,
    version_id: upload.versionId,
  };
}

export function versionItem(row: VersionRow, role: string | null): Static<typeof VersionItem> {
  return { ...ownFields(row), vouched_by: role };
}

function ownFields(row: VersionRow) {
  return {
    id: row.id,
    package_id: row.packageId,
    name: row.name,
    version: row.version,
    architecture: row.architecture,
    format: row.format,
    title: row.metadata.title,
    state: row.state,
    sha256: row.sha256,
    bytes: row.bytes,
    file_name: row.fileName,
    created_at: iso(row.createdAt),
    created_by: row.createdBy,
    changed_at: iso(row.changedAt),
  };
}

export function versionDetail(
  row: VersionRow,
  {
    deeds,
    scans,
    fault,
    publisher,
  }: {
    readonly deeds: readonly DeedRow[];
    readonly scans: readonly ScanRow[];
    readonly fault: string | null;
    readonly publisher: PublisherWord;
  },
): Static<typeof VersionDetail> {
  const { description, vendor, homepage, license, dependencies, signature, facts } = row.metadata;
  return {
    ...ownFields(row),
    publisher: {
      state: publisher.state,
      role: publisher.role,
      path: publisher.path,
      min_version: publisher.minVersion,
      detail: publisher.detail,
      command: publisher.command,
    },
    description,
    vendor,
    homepage,
    license,
    dependencies: dependencies.map(({ kind, any_of }) => ({ kind, any_of: [...any_of] })),
    signature: { ...signature, signers: [...signature.signers] },
    facts,
    fault,
    scans: scanItems(scans),
    history: deeds.map(({ at, deed, actor }) => ({ at: iso(at), deed, actor })),
  };
}

/** Of each scanner, also of one that said nothing: that is not clean. */
function scanItems(rows: readonly ScanRow[]): Static<typeof VersionDetail>['scans'] {
  return scanners.map((scanner) => {
    const row = rows.find((each) => each.scanner === scanner);
    if (row) return { scanner, status: row.status, at: iso(row.at), detail: row.detail };
    const detail = 'It has not been asked; EUCORA_SCANNERS says which are.';
    return { scanner, status: 'not_scanned', at: null, detail };
  });
}
