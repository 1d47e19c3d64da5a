import {
  nobody,
  type CollectionItem,
  type CollectionSettings,
  type EventBody,
  type PersonalNameBody,
} from '@eucora/protocol';
import type { CollectResult, InventorySlice } from '../collectors/contract.ts';

// What the settings of a site mean on a device. Pure: the loop asks before it looks, and again before
// anything is stated.

/** The item that a collector is; undefined for one that no setting names: it always runs. */
export function itemOf(collector: string): CollectionItem | undefined {
  if (collector.startsWith('software-')) return 'software';
  return collectorItems.find((item) => item === collector);
}

const collectorItems = [
  'identity',
  'hardware',
  'system',
  'network',
  'os',
  'cpu',
  'memory',
  'disks',
  'usage',
] as const satisfies readonly CollectionItem[];

/** Whether the collector may look at all. */
export function mayLook(settings: CollectionSettings, collector: string): boolean {
  const item = itemOf(collector);
  return item === undefined || settings[item] !== 'off';
}

/** What a collector must not even read although it may look. */
export interface CollectWish {
  /** Who a program ran for. */
  readonly persons: boolean;
  /** Where a program lies and what an interpreter ran. */
  readonly places: boolean;
  readonly shortPrograms: boolean;
}
export const everyWish: CollectWish = { persons: true, places: true, shortPrograms: true };

export function wishOf(settings: CollectionSettings): CollectWish {
  return {
    persons: settings['usage-persons'] === 'on',
    places: settings.usage === 'on',
    shortPrograms: settings['short-programs'] === 'on',
  };
}

/** Whose names may be told. */
export function mayName(settings: CollectionSettings, role: PersonalNameBody['role']): boolean {
  return settings[role === 'device_host' ? 'device-names' : 'user-names'] === 'on';
}

/** Facts that single a machine out, or say where it is: what `minimised` leaves away. */
const telling: Readonly<Record<string, readonly string[]>> = {
  hw: ['serial', 'uuid'],
  net: ['addresses'],
};
const nothingSeen: InventorySlice = { facts: [], software: [] };

/** A collector's part of the inventory without what the settings leave away. */
export function allowedSlice(
  settings: CollectionSettings,
  collector: string,
  slice: InventorySlice,
): InventorySlice {
  const item = itemOf(collector);
  if (item === undefined || settings[item] === 'on') return slice;
  if (settings[item] === 'off') return nothingSeen;
  const facts = slice.facts.filter(({ section, key }) => !telling[section]?.includes(key));
  return { ...slice, facts };
}

/** What of an event the settings allow; undefined: it is not stated. */
export function allowedEvent(
  settings: CollectionSettings,
  event: EventBody,
): EventBody | undefined {
  if (event.kind === 'short_programs') {
    const both = settings.usage !== 'off' && settings['short-programs'] === 'on';
    return both ? event : undefined;
  }
  if (event.kind === 'personal_name') return mayName(settings, event.role) ? event : undefined;
  if (event.kind !== 'usage') return event;
  if (settings.usage === 'off') return undefined;
  const { persons, places } = wishOf(settings);
  return {
    ...event,
    ...(persons ? {} : { subject: nobody }),
    ...(places ? {} : { path: null, title: null }),
  };
}

/** A result of a collector as the settings allow it. */
export function allowedResult(
  settings: CollectionSettings,
  collector: string,
  result: CollectResult,
): CollectResult {
  const { inventory, events } = result;
  return {
    ...result,
    ...(inventory && { inventory: allowedSlice(settings, collector, inventory) }),
    ...(events && {
      events: events.flatMap((event) => allowedEvent(settings, event) ?? []),
    }),
  };
}
