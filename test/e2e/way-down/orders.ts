import type { ApiClient } from '../../kit/api.ts';
import { until } from '../../kit/until.ts';

export interface Intent {
  readonly id: string;
  readonly package_name: string;
  readonly version: string | null;
  readonly states: Readonly<Record<string, number>>;
}
export interface DeviceWord {
  readonly device_id: string;
  readonly state: string;
  readonly reason: string;
  readonly generation: number | null;
}
interface VersionOfPackage {
  readonly id: string;
  readonly package_id: string;
}

/** Orders one device to run a version, as an operator does. */
export async function order(
  api: ApiClient,
  versionId: string,
  device: string,
  action: 'install' | 'rollback',
): Promise<Intent> {
  const version = await api.get<VersionOfPackage>(`/api/package-versions/${versionId}/`);
  return api.post<Intent>('/api/deployments/intents/', {
    package_id: version.package_id,
    package_version_id: version.id,
    action,
    target_scope: { devices: [device] },
    rings: [{ ring_number: 0 }],
  });
}

/** Where an order stands on its device. */
export async function wordOf(api: ApiClient, { id }: Intent, device: string): Promise<DeviceWord> {
  const path = `/api/deployments/intents/${id}/devices/`;
  const { items } = await api.get<{ items: readonly DeviceWord[] }>(path);
  const word = items.find(({ device_id: name }) => name === device);
  if (!word) throw new Error('the order is for no device');
  return word;
}

/** An order can't be carried out; the message is the device's or the hub's. */
export class OrderFailedError extends Error {
  override readonly name = 'OrderFailedError';
}
const lost = new Set(['refused', 'failed', 'rolled_back', 'not_ours', 'not_vouched', 'cancelled']);

/** Waits until the hub says one of these states of an order on a device. */
export async function awaitState(
  api: ApiClient,
  intent: Intent,
  device: string,
  wanted: readonly string[],
  withinMs: number,
): Promise<DeviceWord> {
  let last = 'nothing';
  const what = `${intent.package_name} ${intent.version ?? ''} is ${wanted.join(' or ')}`;
  const word = await until(
    what,
    async () => {
      const now = await wordOf(api, intent, device);
      last = `${now.state}: ${now.reason}`;
      return wanted.includes(now.state) || lost.has(now.state) ? now : undefined;
    },
    { withinMs, everyMs: 500 },
  ).catch((cause: unknown) => {
    throw new OrderFailedError(`${what}: last seen ${last}`, { cause });
  });
  if (!wanted.includes(word.state)) throw new OrderFailedError(`${what}: ${last}`);
  return word;
}
