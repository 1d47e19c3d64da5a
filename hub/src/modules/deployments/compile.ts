import type { Id, SiteId } from '@eucora/protocol';
import {
  dangersOf,
  type Danger,
  type DesiredItem,
  type DeviceSlice,
  type Plane,
} from '@eucora/protocol/desired';
import {
  targetKinds,
  type Assignment,
  type Hindrance,
  type PlaneRule,
  type TargetDevice,
  type TargetKind,
} from './model.ts';

export interface CompileInput {
  readonly assignments: readonly Assignment[];
  readonly devices: readonly TargetDevice[];
  readonly planes: readonly PlaneRule[];
  /** What devices said is done: `settledKey`. A dangerous act that is done needs no signature. */
  readonly settled: ReadonlySet<string>;
}
export const settledKey = (device: Id, assignment: Id): string => `${device} ${assignment}`;

/** What an assignment comes to on one device. */
export type Outcome =
  | { readonly state: 'ordered' }
  /** A newer assignment of the same package holds. */
  | { readonly state: 'superseded'; readonly by: string }
  /** Another plane executes for this package here. */
  | { readonly state: 'not_ours'; readonly plane: Plane }
  | { readonly state: 'hindered'; readonly hindrance: Hindrance };

export interface DeviceOutcome {
  readonly device: TargetDevice;
  readonly assignment: Assignment;
  readonly outcome: Outcome;
}
/** Two assignments that want different things of the same package on a device. */
export interface Conflict {
  readonly device: Id;
  readonly packageName: string;
  readonly winner: string; // intent
  readonly losers: readonly string[];
}
/** An act that needs an approver's signature, and why. */
export interface DangerousAct {
  readonly device: Id;
  readonly intent: string;
  readonly packageName: string;
  readonly action: DesiredItem['action'];
  readonly version: string;
  readonly dangers: readonly Danger[];
}
/** What one site is told. */
export interface CompiledSite {
  readonly siteId: SiteId;
  /** One for every device of the site, by device; of those without orders, empty. */
  readonly slices: readonly DeviceSlice[];
  readonly outcomes: readonly DeviceOutcome[];
  readonly conflicts: readonly Conflict[];
  readonly dangerous: readonly DangerousAct[];
}

/**
 * Compiles assignments into what each site's devices are ordered. The newest assignment of a package
 * holds on a device, whatever it is aimed at (a group, a site, the device itself): who decided last
 * decided; the others are named as superseded, also where the newest can't be carried out. The outcome
 * does not depend on the order of anything that is given. One plane executes for each device and package
 * (DESIGN: one execution plane): what another one owns is told to the device with that plane, which makes
 * its agent leave it alone.
 */
export function compile(input: CompileInput): ReadonlyMap<SiteId, CompiledSite> {
  const byTarget = indexOf(input.assignments);
  const rules = input.planes.toSorted(bySpecificity);
  const bySite = Map.groupBy(input.devices, ({ siteId }) => siteId);
  const sites = [...bySite.keys()].toSorted();
  return new Map(
    sites.map((siteId) => {
      const devices = (bySite.get(siteId) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const compiled = devices.map((device) => {
        return compileDevice(device, aimedAt(byTarget, device), rules, input.settled);
      });
      return [
        siteId,
        {
          siteId,
          slices: compiled.map(({ slice }) => slice),
          outcomes: compiled.flatMap(({ outcomes }) => outcomes),
          conflicts: compiled.flatMap(({ conflicts }) => conflicts),
          dangerous: compiled.flatMap(({ dangerous }) => dangerous),
        },
      ];
    }),
  );
}

type TargetIndex = ReadonlyMap<string, readonly Assignment[]>;
const targetKey = (kind: TargetKind, value: string): string => `${kind}:${value}`;

function indexOf(assignments: readonly Assignment[]): TargetIndex {
  const index = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    for (const kind of targetKinds) {
      for (const value of new Set(assignment.target[kind])) {
        const key = targetKey(kind, value);
        const others = index.get(key);
        if (others) others.push(assignment);
        else index.set(key, [assignment]);
      }
    }
  }
  return index;
}

function aimedAt(index: TargetIndex, device: TargetDevice): readonly Assignment[] {
  const { id, siteId, businessUnit, groups } = device;
  const keys = [
    targetKey('site', siteId),
    ...(businessUnit === null ? [] : [targetKey('business_unit', businessUnit)]),
    ...groups.map((group) => targetKey('device_group', group)),
    targetKey('device', id),
  ];
  return [...new Set(keys.flatMap((key) => index.get(key) ?? []))];
}

interface CompiledDevice {
  readonly slice: DeviceSlice;
  readonly outcomes: readonly DeviceOutcome[];
  readonly conflicts: readonly Conflict[];
  readonly dangerous: readonly DangerousAct[];
}

function compileDevice(
  device: TargetDevice,
  aimed: readonly Assignment[],
  rules: readonly PlaneRule[],
  settled: ReadonlySet<string>,
): CompiledDevice {
  const items: DesiredItem[] = [];
  const outcomes: DeviceOutcome[] = [];
  const conflicts: Conflict[] = [];
  const dangerous: DangerousAct[] = [];
  const pairs = Map.groupBy(aimed, pairKey);
  for (const key of [...pairs.keys()].toSorted()) {
    const [winner, ...losers] = (pairs.get(key) ?? []).toSorted(newestFirst);
    if (!winner) continue;
    const owner = ownerOf(device, winner.packageId, rules);
    const outcome = outcomeOf(winner, owner);
    outcomes.push({ device, assignment: winner, outcome });
    for (const assignment of losers) {
      const superseded = { state: 'superseded', by: winner.intent } as const;
      outcomes.push({ device, assignment, outcome: superseded });
    }
    const others = losers.filter((each) => !wantsTheSame(each, winner));
    if (others.length > 0) {
      conflicts.push({
        device: device.id,
        packageName: winner.packageName,
        winner: winner.intent,
        losers: others.map(({ intent }) => intent),
      });
    }
    if (outcome.state === 'hindered') continue;
    const item = itemOf(winner, owner);
    items.push(item);
    const isDone = settled.has(settledKey(device.id, winner.id));
    const dangers = isDone || outcome.state === 'not_ours' ? [] : dangersIn(item, winner);
    if (dangers.length > 0) {
      const { intent, packageName } = winner;
      const { action, version } = item;
      dangerous.push({ device: device.id, intent, packageName, action, version, dangers });
    }
  }
  return { slice: { device: device.id, items }, outcomes, conflicts, dangerous };
}

const pairKey = ({ packageName, format }: Assignment): string => `${packageName} ${format}`;

function newestFirst(a: Assignment, b: Assignment): number {
  return b.no - a.no || (a.id < b.id ? -1 : 1);
}

const wantsTheSame = (a: Assignment, b: Assignment): boolean =>
  a.version === b.version && (a.action === 'remove') === (b.action === 'remove');

function outcomeOf(winner: Assignment, owner: Plane): Outcome {
  if (owner !== winner.plane) return { state: 'not_ours', plane: owner };
  if (winner.hindrance !== null) return { state: 'hindered', hindrance: winner.hindrance };
  return { state: 'ordered' };
}

function dangersIn(item: DesiredItem, { minVersion }: Assignment): readonly Danger[] {
  // What is installed is the device's to know: unknown is the cautious answer.
  return item.plane === 'agent' ? dangersOf(item, { installed: null, minVersion }) : [];
}

/** The order as the device gets it. An item of another plane carries nothing to install. */
function itemOf(assignment: Assignment, owner: Plane): DesiredItem {
  const { id, packageName, format, action, version, artifact, ring, plan } = assignment;
  const common = {
    assignment: id,
    packageName,
    format,
    ring,
    security: plan.security,
    plane: owner,
    notBeforeMs: plan.notBeforeMs,
    deadlineMs: plan.deadlineMs,
    windows: plan.windows,
    before: plan.before,
    after: plan.after,
    attemptsMax: plan.attemptsMax,
  };
  if (action === 'remove') {
    return { ...common, action, version: '', artifact: null, rollback: false };
  }
  // Another plane brings its own bytes, and what nobody vouches for here is no artifact of ours.
  if (action === 'pin' || artifact === null || owner !== 'agent') {
    return { ...common, action: 'pin', version, artifact: null, rollback: false };
  }
  return { ...common, action: 'install', version, artifact, rollback: action === 'rollback' };
}

/** The most specific rule first: package before place, group before site; of equals the older. */
function bySpecificity(a: PlaneRule, b: PlaneRule): number {
  return weight(b) - weight(a) || a.id - b.id;
}

const weight = ({ packageId, deviceGroup, siteId }: PlaneRule): number =>
  (packageId === null ? 0 : 4) + (deviceGroup === null ? 0 : 2) + (siteId === null ? 0 : 1);

/** Which plane executes for a package on a device: by the most specific rule, else the agent. */
export function ownerOf(
  device: TargetDevice,
  packageId: string,
  rulesBySpecificity: readonly PlaneRule[],
): Plane {
  const rule = rulesBySpecificity.find(
    (each) =>
      (each.packageId === null || each.packageId === packageId) &&
      (each.deviceGroup === null || device.groups.includes(each.deviceGroup)) &&
      (each.siteId === null || each.siteId === device.siteId),
  );
  return rule?.plane ?? 'agent';
}
