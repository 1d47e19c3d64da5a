import {
  diffInventory,
  fullInventory,
  limits,
  toHex,
  type EventBody,
  type InventoryState,
  type Moment,
  type PersonalNameBody,
  type SubjectId,
  type UsageBody,
} from '@eucora/protocol';
import type { Random } from '../../kit/random.ts';
import {
  changeInstalled,
  drawInstalled,
  softwareItem,
  type Catalogue,
  type Installed,
} from './catalogue.ts';
import { drawMachine, type Machine } from './machine.ts';
import { personName } from './words.ts';

/** Encrypts a name for those who may read it; the enrolment says who that is. */
export type SealName = (
  name: string,
  subject: SubjectId,
  role: PersonalNameBody['role'],
) => PersonalNameBody;

/** One simulated machine, which does something each time it is asked. */
export interface DeviceLife {
  readonly machine: Machine;
  /** What a machine says when it is new: its names, its whole inventory, what it measures. */
  begin(sealName: SealName): EventBody[];
  /** The next thing that happens on it. Usually one event, several for a whole inventory. */
  next(at: Moment): EventBody[];
}

// Shares of what happens, of 1,000. Metrics and usage are the traffic, the rest is rare.
const perMille = {
  metric: 560,
  usage: 360,
  heartbeat: 70,
  delta: 6,
  full: 1,
  security: 3,
} as const;
type Act = keyof typeof perMille;
const runningMax = 12;

/** A machine from its own source of randomness; everything it will ever say follows from that. */
export function createLife(random: Random, catalogue: Catalogue, index: number): DeviceLife {
  const machine = drawMachine(random.fork('machine'), index);
  const shelf = catalogue[machine.platform];
  let installed: readonly Installed[] = drawInstalled(random.fork('software'), shelf);
  const person = { subject: toHex(random.bytes(16)), name: personName(random) };
  const device = toHex(random.bytes(16));
  const usage = createUsage(random.fork('usage'), installed, person.subject);
  const state = (): InventoryState => ({
    facts: machine.facts,
    software: installed.map(softwareItem),
  });
  const full = (): EventBody[] => fullInventory(state(), limits.inventoryPartBytesMax);
  const acts: Readonly<Record<Act, (at: Moment) => EventBody[]>> = {
    metric: () => [drawMetric(random)],
    usage: (at) => [usage.next(at)],
    heartbeat: () => {
      const spoolEvents = random.between(0, 40);
      return [{ kind: 'heartbeat', spoolEvents, spoolBytes: spoolEvents * 20 }];
    },
    full,
    delta: () => {
      const before = state();
      installed = changeInstalled(random, shelf, installed);
      return [diffInventory(before, state()) ?? drawMetric(random)];
    },
    security: () => [drawSecurity(random)],
  };
  return {
    machine,
    begin: (sealName) => [
      sealName(machine.hostname, device, 'device_host'),
      sealName(person.name, person.subject, 'device_user'),
      ...full(),
      { kind: 'measurement', what: 'usage', state: 'measured', reason: null },
    ],
    next: (at) => acts[drawAct(random)](at),
  };
}

function drawAct(random: Random): Act {
  let lot = random.below(1_000);
  for (const act of ['metric', 'usage', 'heartbeat', 'delta', 'full'] as const) {
    if (lot < perMille[act]) return act;
    lot -= perMille[act];
  }
  return 'security';
}

function drawMetric(random: Random): EventBody {
  const name = random.pick(['cpu.busy', 'memory.used', 'disk.used', 'net.rx', 'net.tx'] as const);
  const share = Math.round(random.next() * 1_000) / 10;
  const value = name.startsWith('net') ? random.below(10 ** 7) : share;
  return { kind: 'metric', name, labels: name === 'disk.used' ? 'mount=/' : null, value };
}

function drawSecurity(random: Random): EventBody {
  const [code, severity] = random.pick([
    ['firewall.disabled', 'warning'],
    ['login.failed', 'info'],
    ['disk.encryption.off', 'critical'],
  ] as const);
  return { kind: 'security', code, severity, detail: null };
}

/** Programs that start and, some time later, end: intervals told as two events each. */
function createUsage(random: Random, installed: readonly Installed[], subject: SubjectId) {
  const running: UsageBody[] = [];
  let pid = random.between(1_000, 9_000);
  const start = (at: Moment): UsageBody => {
    const program = random
      .pick(installed)
      .product.name.toLowerCase()
      .replaceAll(/[^a-z0-9+-]+/g, '-');
    pid += random.between(1, 20);
    return {
      kind: 'usage',
      phase: 'started',
      bootId: at.bootId,
      pid,
      startMs: at.boottimeMs,
      startUncertaintyMs: random.between(0, 1_000),
      endMs: null,
      endUncertaintyMs: null,
      subject,
      program,
      path: null,
      title: null,
      instancesMax: 1,
    };
  };
  return {
    next(at: Moment): UsageBody {
      if (running.length < 2 || (running.length < runningMax && random.chance(0.5))) {
        const started = start(at);
        running.push(started);
        return started;
      }
      const [ended] = running.splice(random.below(running.length), 1);
      if (!ended) return start(at);
      const instancesMax = random.between(1, 3);
      return {
        ...ended,
        phase: 'ended',
        endMs: at.boottimeMs,
        endUncertaintyMs: 1_000,
        instancesMax,
      };
    },
  };
}
