import { join } from 'node:path';
import {
  collectionItemNames,
  type CollectionChoice,
  type CollectionItem,
  type CollectionSettings,
  type DeviceEvent,
  type EventBody,
  type EventKind,
  type SiteCredential,
} from '@eucora/protocol';
import { expect, vi } from 'vitest';
import { createTimeKeeper } from '../clock/time-keeper.ts';
import type { Collector, CollectResult } from '../collectors/contract.ts';
import { silentLogger } from '../log.ts';
import { Observer, type EventSink, type ObserverOptions } from '../loop/observer.ts';
import { SubjectStore } from '../names/subject-store.ts';
import { manualClock, testBoot, testDevice } from './builders.ts';

export const credential: SiteCredential = {
  site: 'hq',
  siteClass: 'online',
  relayId: 'aa'.repeat(16),
  relayPublic: new Uint8Array(32),
  relayBoxPublic: new Uint8Array(32).fill(1),
  hubPublic: new Uint8Array(32),
  hubBoxPublic: new Uint8Array(32).fill(2),
  issuedMs: 0,
};

/** A sink that keeps what it accepts, and can be out of order. */
export function memorySink() {
  const sink = {
    events: [] as DeviceEvent[],
    broken: false,
    flushes: 0,
    append: async (events: readonly DeviceEvent[]) => {
      if (sink.broken) throw new Error('no room');
      sink.events.push(...events);
    },
    flush: async () => {
      sink.flushes += 1;
    },
    stats: () => ({ waiting: sink.events.length, bytes: 0 }),
  };
  return sink satisfies EventSink;
}

export function bodiesOf<K extends EventKind>(
  sink: { events: readonly DeviceEvent[] },
  kind: K,
): Extract<EventBody, { kind: K }>[] {
  return sink.events
    .map((event) => event.body)
    .filter((body): body is Extract<EventBody, { kind: K }> => body.kind === kind);
}

export function collector(
  name: string,
  collect: Collector['collect'],
  more: Partial<Collector> = {},
): Collector {
  return { name, everyMs: 20, budget: { cpuMs: 1_000, wallMs: 1_000 }, collect, ...more };
}

export const dpkg = (version: string): CollectResult => ({
  items: 1,
  inventory: {
    facts: [],
    software: [{ name: 'bash', version, source: 'dpkg', architecture: null, publisher: null }],
  },
});

export const everything = Object.fromEntries(
  collectionItemNames.map((item) => [item, 'on']),
) as Record<CollectionItem, CollectionChoice>;

/** Settings that a test changes while an observer runs. */
export function ruleOf(first: CollectionSettings) {
  let [settings, generation, tell] = [first, 1, () => undefined as void];
  const rule = {
    get settings() {
      return settings;
    },
    get document() {
      return { site: 'hq', ledgerEpoch: 1, generation, issuedMs: 0, settings };
    },
    onChange: (listener: () => void) => void (tell = listener),
  };
  const change = (next: Partial<CollectionSettings>): void => {
    settings = { ...settings, ...next };
    generation += 1;
    tell();
  };
  return { rule, change };
}

export async function observe(
  state: string,
  collectors: readonly Collector[],
  scene: (sink: ReturnType<typeof memorySink>, observer: Observer) => Promise<void>,
  overrides: Partial<ObserverOptions> = {},
): Promise<void> {
  const sink = memorySink();
  const stop = new AbortController();
  const observer = new Observer({
    deviceId: testDevice,
    collectors,
    sink,
    subjects: await SubjectStore.open(join(state, 'subjects.json')),
    credential: () => credential,
    keeper: createTimeKeeper(manualClock()),
    stateDirectory: state,
    logger: silentLogger,
    afterCrash: false,
    rule: ruleOf(everything).rule,
    hostName: () => 'lab-7',
    ...overrides,
  });
  const running = observer.run(stop.signal, async () => undefined);
  try {
    await scene(sink, observer);
  } finally {
    stop.abort();
    await running;
  }
}
export const until = (what: () => unknown) => vi.waitFor(() => expect(what()).toBe(true), 10_000);

/** A program that ran. */
export const endedIn = (bootId: string = testBoot): EventBody => ({
  kind: 'usage',
  phase: 'ended',
  bootId,
  pid: 7,
  startMs: 1_000,
  startUncertaintyMs: 0,
  endMs: 90_000,
  endUncertaintyMs: 0,
  subject: '5b'.repeat(16),
  program: 'gimp',
  path: null,
  title: null,
  instancesMax: 1,
});
