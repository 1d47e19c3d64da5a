import { rm } from 'node:fs/promises';
import type { Database, Tx } from '../../platform/db.ts';
import { isMissing } from '../../platform/durable-file.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import type { ObjectStore } from '../../platform/objects/store.ts';
import { audit } from '../audit/index.ts';
import { wantObject } from '../objects/index.ts';
import { fileSource, objectSource, sha256Of, type OpenSource } from './byte-sources.ts';
import { inspect, type Inspection } from './formats/inspect.ts';
import type { Metadata } from './formats/metadata.ts';
import {
  insertDeed,
  insertVersion,
  lockIntake,
  versionOfBytes,
  type Named,
  type VersionRow,
} from './store.ts';
import type { UploadDesk } from './uploads/desk.ts';
import {
  selectWaiting,
  updateEnded,
  updateHashed,
  type Ending,
  type UploadRow,
} from './uploads/store.ts';

export interface IntakeDeps {
  readonly db: Database;
  readonly objects: ObjectStore;
  readonly desk: Pick<UploadDesk, 'pathOf'>;
  readonly logger: Logger;
  readonly now: () => Date;
}

/**
 * Takes the upload that waits the longest: says what its bytes are, stores them once, and makes a
 * version of them, or says why not. Killed anywhere, it is done again to the same end.
 * @returns whether there was one
 */
export async function intakeTurn(deps: IntakeDeps): Promise<boolean> {
  const { db, logger } = deps;
  const upload = await selectWaiting(db);
  if (!upload) return false;
  const { sha256, inspection } = await look(deps, upload);
  if (!inspection.ok) {
    const { reason, detail } = inspection;
    await end(deps, upload, { state: 'refused', reason, detail });
    await rm(deps.desk.pathOf(upload), { force: true });
    logger.info({ upload: upload.id, reason }, 'an upload is no package');
    return true;
  }
  await store(deps, upload, sha256);
  await conclude(deps, upload, sha256, inspection);
  await rm(deps.desk.pathOf(upload), { force: true });
  return true;
}

/** Hashes and inspects an upload, wherever a turn before left its bytes. */
async function look(
  deps: IntakeDeps,
  upload: UploadRow,
): Promise<{ sha256: string; inspection: Inspection }> {
  await using source = await sourceOf(deps, upload);
  const sha256 = await sha256Of(source);
  return { sha256, inspection: await inspect(source) };
}

async function sourceOf({ objects, desk }: IntakeDeps, upload: UploadRow): Promise<OpenSource> {
  try {
    return await fileSource(desk.pathOf(upload));
  } catch (error) {
    if (!isMissing(error) || upload.sha256 === null) throw error;
    return objectSource(objects, upload.sha256, upload.bytes);
  }
}

/** Says that the object is needed, and only then brings its bytes: nothing removes them since. */
async function store(deps: IntakeDeps, upload: UploadRow, sha256: string): Promise<void> {
  const { db, objects, desk, now } = deps;
  const known = { sha256, bytes: upload.bytes };
  await db.transaction(async (tx) => {
    await updateHashed(tx, upload.id, sha256);
    await wantObject(tx, known, now());
  });
  if ((await objects.bytesOf(sha256)) !== upload.bytes) {
    await objects.adopt(desk.pathOf(upload), known);
  }
}

/** Makes the version, or finds the one that has these bytes. */
async function conclude(
  deps: IntakeDeps,
  upload: UploadRow,
  sha256: string,
  found: Extract<Inspection, { ok: true }>,
): Promise<void> {
  const { db, now } = deps;
  await db.transaction(async (tx) => {
    await lockIntake(tx);
    const known = await versionOfBytes(tx, sha256);
    const ending = known
      ? await noteKnown(tx, upload, known)
      : await makeVersion(tx, { upload, sha256, found }, now());
    await updateEnded(tx, upload.id, ending, now());
  });
}

async function noteKnown(tx: Tx, upload: UploadRow, known: VersionRow): Promise<Ending> {
  const detail = { upload: upload.id, sha256: known.sha256 };
  await audit(tx, { actor: upload.actor, action: 'package.repeat', subject: known.id, detail });
  return { state: 'done', versionId: known.id, reason: 'known' };
}

/** What a package is called, if it says so in full. */
export function namedBy(metadata: Metadata): Named | null {
  const { name, version, architecture } = metadata;
  return name === null || version === null ? null : { name, version, architecture };
}

async function makeVersion(
  tx: Tx,
  one: {
    readonly upload: UploadRow;
    readonly sha256: string;
    readonly found: Extract<Inspection, { ok: true }>;
  },
  now: Date,
): Promise<Ending> {
  const { upload, sha256, found } = one;
  const { format, metadata } = found;
  const named = namedBy(metadata);
  const { fileName, bytes, actor } = upload;
  const content = { named, format, sha256, bytes, fileName, metadata, createdBy: actor };
  const versionId = await insertVersion(tx, content, now);
  const detail = { upload: upload.id, sha256, format, bytes, ...named };
  if (versionId === undefined) {
    const reason = 'version_exists';
    await audit(tx, refusal(upload, { ...detail, reason }));
    const words = `${named?.name} ${named?.version} (${named?.architecture}) is there with other bytes`;
    return {
      state: 'refused',
      reason,
      detail: `${words}; give it another version, or withdraw it.`,
    };
  }
  await insertDeed(
    tx,
    versionId,
    'package.create',
    { id: actor, answersTo: upload.answersTo },
    now,
  );
  await audit(tx, { actor, action: 'package.create', subject: versionId, detail });
  return { state: 'done', versionId, reason: null };
}

const refusal = (upload: UploadRow, detail: Record<string, unknown>) => ({
  actor: upload.actor,
  action: 'package.refused',
  subject: upload.id,
  detail: { file: upload.fileName, ...detail },
});

async function end({ db, now }: IntakeDeps, upload: UploadRow, ending: Ending): Promise<void> {
  await db.transaction(async (tx) => {
    if (ending.state === 'refused') {
      const { reason, detail } = ending;
      await audit(tx, refusal(upload, { reason, why: detail }));
    }
    await updateEnded(tx, upload.id, ending, now());
  });
}

const sweepEveryMs = 600_000;

/**
 * Takes uploads in one after the other, and gives up those that were abandoned. Disposing finishes
 * what is under way.
 */
export function startIntake(deps: IntakeDeps & { readonly desk: UploadDesk }): Loop {
  let sweepAt = 0;
  return new Loop({
    name: 'package-intake',
    everyMs: 5_000,
    logger: deps.logger,
    turn: async (signal) => {
      while (!signal.aborted && (await intakeTurn(deps)));
      if (sweepAt > performance.now()) return;
      await deps.desk.sweep();
      sweepAt = performance.now() + sweepEveryMs;
    },
  });
}
