import type { Queryable } from '../../platform/db.ts';
import { exportEntries } from '../audit/index.ts';
import { namesOf, type KnownSubject } from '../devices/index.ts';
import { accountRecord } from '../identity/index.ts';
import { selectUsageOfSubject, type UsagePlace } from '../licenses/index.ts';

export interface ExportDeps {
  readonly db: Queryable;
  readonly namesKey: Uint8Array;
  readonly now: () => Date;
}
export interface ExportOf {
  readonly subjects: readonly string[];
  readonly account: string | null;
}

const rowsPerTurn = 1_000;

/**
 * Everything that is held about a person, as the text of one JSON document, piece by piece: their
 * account, what each device calls them and what ran there in their name, and the entries of the audit
 * record in which they are who acted.
 */
export async function* exportPerson(deps: ExportDeps, of: ExportOf): AsyncGenerator<string> {
  const { db, namesKey, now } = deps;
  const account = of.account === null ? undefined : await accountRecord(db, of.account);
  const head = { format: 'eucora-person-export/1', generated_at: now().toISOString() };
  yield `{"format":${JSON.stringify(head.format)},"generated_at":"${head.generated_at}",`;
  yield `"account":${JSON.stringify(account ?? null)},"subjects":[`;
  let isFirst = true;
  for (const subject of await namesOf(db, namesKey, of.subjects)) {
    yield isFirst ? '' : ',';
    isFirst = false;
    yield* exportSubject(db, subject);
  }
  yield '],"audit":[';
  const handle = account?.['name'];
  if (typeof handle === 'string') yield* asItems(exportEntries(db, { actor: handle }, 'jsonl'));
  yield ']}\n';
}

async function* exportSubject(db: Queryable, subject: KnownSubject): AsyncGenerator<string> {
  const { subjectId, role, name, deviceNo, deviceId, siteId, saidAt, erasedAt } = subject;
  const head = {
    subject_id: subjectId,
    role,
    name,
    device_id: deviceId,
    site_id: siteId,
    said_at: saidAt,
    erased_at: erasedAt,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"usage":[`;
  let after: UsagePlace | null = null;
  for (;;) {
    const of = { deviceNo, subjectId };
    const rows = await selectUsageOfSubject(db, of, after, rowsPerTurn);
    const items = rows.map((row) => JSON.stringify(usageItem(row)));
    if (items.length > 0) yield `${after === null ? '' : ','}${items.join(',')}`;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerTurn) break;
    after = [last.startedAt.getTime(), last.startMs, last.pid];
  }
  yield ']}';
}

type Usage = Awaited<ReturnType<typeof selectUsageOfSubject>>[number];

const usageItem = (row: Usage) => ({
  program: row.program,
  path: row.path,
  title: row.title,
  pid: row.pid,
  started_at: row.startedAt,
  start_uncertainty_ms: row.startUncertaintyMs,
  ended_at: row.endedAt,
  end_uncertainty_ms: row.endUncertaintyMs,
  instances_max: row.instancesMax,
});

/** Lines of JSON as items of an array. */
async function* asItems(chunks: AsyncGenerator<string>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const chunk of chunks) {
    yield `${isFirst ? '' : ','}${chunk.trimEnd().split('\n').join(',')}`;
    isFirst = false;
  }
}
