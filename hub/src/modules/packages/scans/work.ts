import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../../../platform/db.ts';
import { messageOf } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/logger.ts';
import { Loop } from '../../../platform/loop.ts';
import type { ObjectStore } from '../../../platform/objects/store.ts';
import { duties, whileOwner } from '../../../platform/ownership.ts';
import { audit } from '../../audit/index.ts';
import { cycloneDxDocument } from '../sbom/cyclonedx.ts';
import { selectVersion, type VersionRow } from '../store.ts';
import {
  clamResult,
  grypeResult,
  trivyResult,
  type Ended,
  type Scanner,
  type ScanResult,
} from './results.ts';
import { run, type Run } from './run.ts';
import { selectUnscanned, upsertScan } from './store.ts';

export interface ScanDeps {
  readonly db: Database;
  readonly objects: ObjectStore;
  /** Which scanners are asked; none: nothing is scanned, and nothing is called clean. */
  readonly scanners: readonly Scanner[];
  /** Where what they read is laid down. */
  readonly dir: string;
  /** Where a program is that is not on the PATH. */
  readonly programs?: Partial<Record<Scanner, string>>;
  readonly logger: Logger;
  readonly now: () => Date;
}
interface Adapter {
  readonly program: string;
  /** What it reads: the package itself, or the bill of materials. */
  readonly reads: 'bytes' | 'sbom';
  readonly args: (path: string) => readonly string[];
  readonly result: (ended: Ended) => ScanResult;
}

const adapters: Readonly<Record<Scanner, Adapter>> = {
  clamav: {
    program: 'clamscan',
    reads: 'bytes',
    args: (path) => ['--no-summary', '--infected', '--stdout', path],
    result: clamResult,
  },
  trivy: {
    program: 'trivy',
    reads: 'sbom',
    args: (path) => ['sbom', '--quiet', '--format', 'json', path],
    result: trivyResult,
  },
  grype: {
    program: 'grype',
    reads: 'sbom',
    args: (path) => [`sbom:${path}`, '--quiet', '--output', 'json'],
    result: grypeResult,
  },
};
const timeoutMs = 1_800_000;
const outputBytesMax = 32 * 1_048_576;
const againMs = 3_600_000;

const faults: Readonly<Record<Extract<Run, { ok: false }>['fault'], (program: string) => string>> =
  {
    absent: (program) => `${program} is not installed on the hub's machine.`,
    timeout: (program) => `${program} took longer than ${timeoutMs / 60_000} minutes.`,
    too_much: (program) => `${program} said more than ${outputBytesMax} bytes.`,
    stopped: (program) => `${program} was stopped with the hub.`,
  };

/**
 * Scans the version that waits the longest, with each scanner that it lacks; what failed is tried
 * again after an hour. @returns whether there was one
 */
export async function scanTurn(deps: ScanDeps, signal: AbortSignal): Promise<boolean> {
  const { db, now, scanners } = deps;
  if (scanners.length === 0) return false;
  const before = new Date(now().getTime() - againMs);
  const due = await selectUnscanned(db, scanners, before);
  const version = due && (await selectVersion(db, due.versionId));
  if (!due || !version) return false;
  for (const scanner of due.missing) {
    if (signal.aborted) return false;
    const result = await scan(deps, version, scanner, signal);
    await db.transaction(async (tx) => {
      await upsertScan(tx, version.id, scanner, result, now());
      const detail = { scanner, ...result, sha256: version.sha256 };
      await audit(tx, { actor: 'hub', action: 'package.scan', subject: version.id, detail });
    });
  }
  return true;
}

async function scan(
  deps: ScanDeps,
  version: VersionRow,
  scanner: Scanner,
  signal: AbortSignal,
): Promise<ScanResult> {
  const { args, reads, result, ...adapter } = adapters[scanner];
  const program = deps.programs?.[scanner] ?? adapter.program;
  await mkdir(deps.dir, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(deps.dir, 'scan-'));
  try {
    const path = await layDown(deps, version, folder, reads);
    const ended = await run(program, args(path), { timeoutMs, outputBytesMax, signal });
    if (ended.ok) return result(ended);
    const status = ended.fault === 'absent' ? 'not_scanned' : 'failed';
    return { status, detail: faults[ended.fault](program) };
  } catch (error) {
    deps.logger.error({ err: error, scanner, version: version.id }, 'a scan failed');
    return { status: 'failed', detail: `It could not be scanned: ${messageOf(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function layDown(
  { objects }: ScanDeps,
  version: VersionRow,
  folder: string,
  reads: Adapter['reads'],
): Promise<string> {
  const { name, version: number } = version;
  if (reads === 'bytes' || name === null || number === null) {
    const path = join(folder, `package.${version.format}`);
    await pipeline(await objects.read(version.sha256), createWriteStream(path, { mode: 0o600 }));
    return path;
  }
  const path = join(folder, 'package.cdx.json');
  await writeFile(path, cycloneDxDocument({ ...version, name, version: number }), { mode: 0o600 });
  return path;
}

/** Scans what was taken in, one version after the other; of several hubs one does. */
export function startScans(deps: ScanDeps): AsyncDisposable {
  return new Loop({
    name: 'package-scans',
    everyMs: 10_000,
    logger: deps.logger,
    turn: async (signal) => {
      await whileOwner(deps.db, duties.packageScans, async (owned) => {
        const stop = AbortSignal.any([signal, owned]);
        while (!stop.aborted && (await scanTurn(deps, stop)));
      });
    },
  });
}
