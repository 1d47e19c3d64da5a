import type { Id } from '@eucora/protocol';
import type { DesiredItem, DeviceSlice } from '@eucora/protocol/desired';

/** How an order differs between two documents of a site. */
export interface OrderChange {
  readonly device: Id;
  readonly packageName: string;
  readonly before: DesiredItem | null;
  readonly after: DesiredItem | null;
  /** Names of what differs, where both have the order. */
  readonly fields: readonly string[];
}

/** What the later document orders otherwise than the earlier one, by device and package. */
export function diffSlices(
  earlier: readonly DeviceSlice[],
  later: readonly DeviceSlice[],
): readonly OrderChange[] {
  const before = itemsOf(earlier);
  const after = itemsOf(later);
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return keys.flatMap((key) => {
    const [a, b] = [before.get(key), after.get(key)];
    const fields = a && b ? changedFields(a.item, b.item) : [];
    if (a && b && fields.length === 0) return [];
    const { device, item } = (b ?? a)!;
    const { packageName } = item;
    return [{ device, packageName, before: a?.item ?? null, after: b?.item ?? null, fields }];
  });
}

function itemsOf(slices: readonly DeviceSlice[]) {
  const items = slices.flatMap(({ device, items: own }) =>
    own.map((item) => [`${device} ${item.packageName} ${item.format}`, { device, item }] as const),
  );
  return new Map(items);
}

function changedFields(a: DesiredItem, b: DesiredItem): string[] {
  const [before, after] = [plain(a), plain(b)];
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}

/** Each field as text that is equal exactly when the field is. */
function plain(item: DesiredItem): Readonly<Record<string, string>> {
  const { artifact, ...rest } = item;
  const sha256 = artifact === null ? '' : Buffer.from(artifact.sha256).toString('hex');
  const entries = Object.entries({ ...rest, artifact: `${artifact?.targetPath ?? ''} ${sha256}` });
  return Object.fromEntries(entries.map(([name, value]) => [name, JSON.stringify(value)]));
}
