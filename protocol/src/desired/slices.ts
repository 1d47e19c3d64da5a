import { checkCount, checkLength, checkVersion, decodeBounded } from '../codec.ts';
import { ProtocolError } from '../errors.ts';
import { eucora } from '../gen/wire.js';
import { idFromBytes, idToBytes } from '../ids.ts';
import { limits } from '../limits.ts';
import { checkFromWire, checkToWire } from './health-checks.ts';
import {
  desiredActions,
  desiredLimits,
  packageFormats,
  planes,
  type ArtifactRef,
  type DesiredItem,
  type DeviceSlice,
  type MaintenanceWindow,
  type OpenedSlice,
  type UnreadItem,
} from './model.ts';
import { checkBytes, checkName, checkRange, checkTargetPath, oneOf } from './texts.ts';

const { DesiredSlice } = eucora.v1;

type WireItem = eucora.v1.DesiredItem.$Properties;
const noBytes = new Uint8Array(0);

/**
 * A device's slice as bytes, which are a leaf of the site's tree: the same slice gives the same bytes.
 * @throws ProtocolError for what no device would take
 */
export function encodeSlice(slice: DeviceSlice): Uint8Array {
  const bytes = DesiredSlice.encode({
    version: limits.version,
    deviceId: idToBytes(slice.device),
    items: slice.items.map(itemToWire),
  }).finish();
  const { unread } = decodeSlice(bytes);
  if (unread[0]) throw new ProtocolError('malformed', unread[0].why);
  return bytes;
}

/** Reads a slice, without knowing yet whether it is anybody's word. @throws ProtocolError */
export function decodeSlice(bytes: Uint8Array): OpenedSlice {
  const wire = decodeBounded(DesiredSlice, bytes, desiredLimits.sliceBytesMax, 'a slice');
  checkVersion(wire.version, 'a slice');
  if (wire.items.length > desiredLimits.itemsMax) {
    throw new ProtocolError('oversized', `a slice with ${wire.items.length} items`);
  }
  const items: DesiredItem[] = [];
  const unread: UnreadItem[] = [];
  for (const each of wire.items) {
    const assignment = idFromBytes(each.assignment ?? noBytes, 'assignment');
    try {
      items.push(itemFromWire(assignment, each));
    } catch (error) {
      // A newer hub's item: this device says so, and obeys the others; one of them may update it.
      if (!(error instanceof ProtocolError) || error.code !== 'unknown_version') throw error;
      unread.push({ assignment, why: error.message });
    }
  }
  requireOneOrder(items);
  return { device: idFromBytes(wire.deviceId, 'device id'), items, unread };
}

/** Two orders for one package would be obeyed in turns, for ever. */
function requireOneOrder(items: readonly DesiredItem[]): void {
  const seen = new Set<string>();
  for (const { format, packageName, action } of items) {
    const name = `${action === 'pin' ? 'pin' : 'order'} of ${format} ${packageName}`;
    if (seen.has(name)) throw new ProtocolError('malformed', `a second ${name}`);
    seen.add(name);
  }
}

function itemToWire(item: DesiredItem): WireItem {
  return {
    assignment: idToBytes(item.assignment),
    packageName: item.packageName,
    format: item.format,
    action: item.action,
    packageVersion: item.version,
    artifact: item.artifact,
    rollback: item.rollback,
    security: item.security,
    ring: item.ring,
    plane: item.plane,
    notBeforeMs: item.notBeforeMs ?? 0,
    deadlineMs: item.deadlineMs ?? 0,
    windows: item.windows.map(({ days, ...window }) => ({ days: [...days], ...window })),
    before: item.before.map(checkToWire),
    after: item.after.map(checkToWire),
    attemptsMax: item.attemptsMax,
  };
}

function itemFromWire(assignment: string, wire: WireItem): DesiredItem {
  const action = oneOf(desiredActions, wire.action, 'action');
  const version = wire.packageVersion ?? '';
  if (action === 'remove' ? version !== '' : version === '') {
    throw new ProtocolError('malformed', `${action} with the version "${version.slice(0, 40)}"`);
  }
  const { windowsMax, checksMax } = desiredLimits;
  return {
    assignment,
    packageName: checkName(wire.packageName, 'a package name'),
    format: oneOf(packageFormats, wire.format, 'format'),
    action,
    version: version === '' ? '' : checkName(version, 'a version'),
    artifact: artifactFromWire(action === 'install', wire.artifact),
    rollback: wire.rollback ?? false,
    security: wire.security ?? false,
    ring: checkRange(wire.ring, 0, desiredLimits.ringMax, 'ring'),
    plane: oneOf(planes, wire.plane, 'plane'),
    notBeforeMs: timeFromWire(wire.notBeforeMs, 'not_before'),
    deadlineMs: timeFromWire(wire.deadlineMs, 'deadline'),
    windows: several(wire.windows, windowsMax, 'windows').map(windowFromWire),
    before: several(wire.before, checksMax, 'checks before').map(checkFromWire),
    after: several(wire.after, checksMax, 'checks after').map(checkFromWire),
    attemptsMax: checkRange(wire.attemptsMax, 1, desiredLimits.attemptsMax, 'attempts_max'),
  };
}

function artifactFromWire(isInstall: boolean, wire: WireItem['artifact']): ArtifactRef | null {
  if (!wire !== !isInstall) {
    throw new ProtocolError('malformed', isInstall ? 'no artifact to install' : 'an idle artifact');
  }
  if (!wire) return null;
  return {
    targetPath: checkTargetPath(wire.targetPath),
    sha256: checkLength(wire.sha256 ?? noBytes, 32, 'sha256'),
    bytes: checkCount(wire.bytes ?? 0, 1, 'bytes'),
    chunkListSha256: checkLength(wire.chunkListSha256 ?? noBytes, 32, 'chunk_list_sha256'),
  };
}

function windowFromWire(wire: eucora.v1.MaintenanceWindow.$Properties): MaintenanceWindow {
  const days = several(wire.days, 7, 'days').map((day) => checkRange(day, 0, 6, 'day'));
  if (days.length === 0) throw new ProtocolError('malformed', 'a window on no day');
  return {
    days,
    fromMinute: checkRange(wire.fromMinute, 0, 1_439, 'from_minute'),
    minutes: checkRange(wire.minutes, 1, 1_440, 'minutes'),
  };
}

function timeFromWire(ms: number | null | undefined, what: string): number | null {
  return checkCount(ms ?? 0, 0, what) || null;
}

function several<T>(list: readonly T[] | null | undefined, most: number, what: string) {
  checkBytes(list?.length ?? 0, most, what);
  return list ?? [];
}
