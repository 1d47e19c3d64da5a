import type { Queryable } from '../../platform/db.ts';
import { visibleValues, type Visible } from '../../platform/scope.ts';
import type { ArtifactsDeps } from './artifacts.ts';
import { newestOfSites, type DocumentRow } from './documents-store.ts';
import { compileDevices } from './fleet.ts';
import { selectIntentDevices, type IntentDevice } from './results-store.ts';
import { deviceState, type DeviceState } from './states.ts';
import type { IntentRow } from './store.ts';
import type { DeviceOutcome } from './compile.ts';

/** A device of an intent, and where the order stands there. */
export interface DeviceProgress extends IntentDevice {
  readonly state: DeviceState;
  readonly reason: string;
}

/** Where an order stands on devices that may be seen, by number, after one. */
export async function progressOf(
  deps: ArtifactsDeps,
  intent: IntentRow,
  visible: Visible,
  after: number,
  limit: number | null,
): Promise<readonly DeviceProgress[]> {
  const { db } = deps;
  const { id: intentId, assignmentId } = intent;
  const of = { intentId, assignmentId };
  const devices = await selectIntentDevices(db, of, visibleValues(visible), after, limit);
  const outcomes = await compileDevices(
    deps,
    devices.map(({ no }) => no),
  );
  const own = new Map(
    outcomes
      .filter(({ assignment }) => assignment.intent === intentId)
      .map((each) => [each.device.no, each]),
  );
  const documents = await documentsOf(db, devices);
  return devices.map((device) => ({
    ...device,
    ...stateOf(intent, device, own.get(device.no), documents.get(device.siteId)),
  }));
}

async function documentsOf(
  db: Queryable,
  devices: readonly IntentDevice[],
): Promise<ReadonlyMap<string, DocumentRow>> {
  return newestOfSites(db, [...new Set(devices.map(({ siteId }) => siteId))]);
}

/** Where an order stands on one device. */
export function stateOf(
  intent: Pick<IntentRow, 'id' | 'state' | 'changedAt'>,
  device: Pick<IntentDevice, 'id' | 'step' | 'code' | 'detail'> | undefined,
  outcome: DeviceOutcome | undefined,
  document: DocumentRow | undefined,
): { state: DeviceState; reason: string } {
  const isDangerous = document?.dangers.some(
    (act) => act.intent === intent.id && act.device === (device?.id ?? outcome?.device.id),
  );
  return deviceState({
    outcome: outcome?.outcome,
    isCancelled: intent.state === 'cancelled',
    needsApproval: isDangerous === true && document?.approvedAt === null,
    isIssued: document !== undefined && document.issuedAt >= intent.changedAt,
    said:
      device?.step == null
        ? undefined
        : { step: device.step, code: device.code ?? '', detail: device.detail ?? '' },
  });
}

/** How many devices are in each state. */
export function countStates(
  progress: readonly DeviceProgress[],
): Partial<Record<DeviceState, number>> {
  const counts: Partial<Record<DeviceState, number>> = {};
  for (const { state } of progress) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
