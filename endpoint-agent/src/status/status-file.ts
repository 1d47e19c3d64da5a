import { join } from 'node:path';
import type { CollectionSettings, CollectorCostBody, DeviceId, SiteId } from '@eucora/protocol';
import type { CollectionRule } from '../collection/policy.ts';
import { readJson, writeWhole } from '../files/atomic.ts';
import type { DeployNote } from '../deploy/note.ts';
import type { SpoolStats } from '../spool/stats.ts';

/** What a running agent leaves behind for `status`, every minute and when it stops. */
export interface StatusNote {
  readonly at: string; // RFC 3339
  readonly running: boolean;
  readonly device_id: DeviceId;
  readonly site: SiteId;
  readonly relay_connected: boolean;
  readonly spool: SpoolStats;
  readonly trouble: string | null;
  readonly collection: CollectionNote;
  readonly deploy?: DeployNote; // of agents that know orders
  readonly collectors: readonly CollectorCostBody[];
}

/** By which document this device collects what it does; without one the cautious settings hold. */
export interface CollectionNote {
  readonly ledger_epoch: number | null;
  readonly generation: number | null;
  readonly issued_at: string | null; // RFC 3339
  readonly settings: CollectionSettings;
}

export function collectionNote({ document, settings }: Omit<CollectionRule, 'onChange'>) {
  return {
    ledger_epoch: document?.ledgerEpoch ?? null,
    generation: document?.generation ?? null,
    issued_at: document ? new Date(document.issuedMs).toISOString() : null,
    settings,
  } satisfies CollectionNote;
}

const fileName = 'status.json';

export async function writeStatus(stateDirectory: string, note: StatusNote): Promise<void> {
  const path = join(stateDirectory, fileName);
  await writeWhole(path, JSON.stringify(note), { durable: false });
}

export async function readStatus(stateDirectory: string): Promise<StatusNote | null> {
  const value = await readJson(join(stateDirectory, fileName));
  return isNote(value) ? value : null;
}

function isNote(value: unknown): value is StatusNote {
  return typeof value === 'object' && value !== null && 'spool' in value && 'collectors' in value;
}
