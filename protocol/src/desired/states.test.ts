import { describe, expect, test } from 'vitest';
import { readBatch } from '../batch.ts';
import { openGrant, sealGrant } from '../grants.ts';
import { deviceFor, heartbeats, idFor, keyFor } from '../testing/builders.ts';
import { SimulatedDevice, SimulatedSite } from '../testing/desired-site.ts';
import { republish, rotateRoot } from '../testing/uptane-case.ts';
import {
  actionsByState,
  deviceActions,
  leaseDefaults,
  leaseEnds,
  leaseStateOf,
  leaseStates,
  type DeviceAction,
  type LeaseState,
} from './lease.ts';
import { openHeldManifest } from './manifest.ts';

// Actions × states: what a device may still do when its director has not been heard for so long. The
// table below is the design's, written down a second time; each of its 40 cells is done for real.

const table: Readonly<Record<DeviceAction, string>> = {
  new_install: 'fresh',
  already_signed: 'fresh grace',
  security: 'fresh grace hold',
  rollback: 'fresh grace hold',
  revoke: 'fresh grace hold safe',
  enrol: 'fresh grace hold safe',
  rotate: 'fresh grace hold safe',
  local_approval: 'fresh grace hold',
  self_update: 'fresh grace',
  meter: 'fresh grace hold safe',
};

/** Days after the issue: 60, 120 and 365 are the limits of an air-gapped site. */
const days: Readonly<Record<LeaseState, number>> = { fresh: 59, grace: 60, hold: 120, safe: 365 };

interface World {
  readonly site: SimulatedSite;
  readonly device: SimulatedDevice;
  /** The time goes on until the lease of what was ordered before is in that state. */
  readonly untilState: () => void;
}

/** Tries the action; true when it was done. */
const attempts: Readonly<Record<DeviceAction, (world: World) => boolean>> = {
  new_install({ site, device, untilState }) {
    device.take(site.order());
    untilState();
    return device.carryOut()[0] === 'install';
  },
  already_signed({ site, device, untilState }) {
    device.take(site.order());
    device.accepted = true;
    untilState();
    return device.carryOut()[0] === 'install';
  },
  security({ site, device, untilState }) {
    device.take(site.order([site.item('2.0', { security: true })]));
    untilState();
    return device.carryOut()[0] === 'install';
  },
  rollback({ site, device, untilState }) {
    device.installed = '3.0';
    device.take(site.order([site.item('2.0', { rollback: true })]));
    untilState();
    return device.carryOut()[0] === 'rollback';
  },
  /** Root takes the director’s key away: what it ordered is void at once. */
  revoke({ site, device, untilState }) {
    device.take(site.order());
    untilState();
    site.directors = [keyFor('director 2')];
    site.nameOwnRoles();
    republish(site, 'root');
    return openHeldManifest(device.held!, site.site, device.root!) === undefined;
  },
  enrol({ site, device, untilState }) {
    const hub = keyFor('hub');
    device.take(site.order());
    untilState();
    const expiresMs = device.now.loMs + 1;
    const tokenPublic = keyFor('token').publicKey.raw;
    const grant = { site: 'hq', tokenId: idFor('t'), tokenPublic, uses: 1, issuedMs: 1, expiresMs };
    return openGrant(sealGrant(grant, hub), 'hq', hub.publicKey).expiresMs > device.now.loMs;
  },
  rotate({ site, device, untilState }) {
    device.take(site.order());
    untilState();
    const before = device.client.version('root')!;
    rotateRoot(site);
    return device.root !== undefined && device.client.version('root') === before + 1;
  },
  local_approval({ site, device, untilState }) {
    const sealed = site.order([site.item('2.0', { ring: 3 })]);
    device.take(sealed);
    untilState();
    return device.take(site.approve(sealed))[0] === 'taken' && device.opened!.approved;
  },
  self_update({ site, device, untilState }) {
    device.take(site.order([site.item('2.0', { format: 'agent' })]));
    untilState();
    return device.carryOut()[0] === 'install';
  },
  meter({ site, device, untilState }) {
    device.take(site.order());
    untilState();
    const batch = deviceFor('meter').next(heartbeats(3));
    return readBatch(batch.bytes).count === 3;
  },
};

function worldAt(state: LeaseState): World {
  const site = new SimulatedSite();
  const { repo } = site;
  const all = [repo.root, repo.targets, repo.snapshot, repo.timestamp, repo.targetsOf('linux')];
  for (const each of all) each.expires = repo.inDays(1_000);
  republish(site, 'root');
  republish(site, 'linux');
  const device = new SimulatedDevice(site);
  const untilState = (): void => {
    device.client.passDays(days[state]);
    expect(device.leaseOf(device.opened!)).toEqual({ state, possiblyLater: false });
  };
  return { site, device, untilState };
}

const cells = deviceActions.flatMap((action) =>
  leaseStates.map((state) => {
    const allowed = table[action].split(' ').includes(state);
    return { action, state, allowed, word: allowed ? 'done' : 'not done' };
  }),
);

describe('actions × states', () => {
  test.each(cells)('$action in $state: $word', ({ action, state, allowed }) => {
    expect(attempts[action](worldAt(state))).toBe(allowed);
    expect(actionsByState[action][state]).toBe(allowed);
  });

  test('what is not done says which document is missed, and until when it waits: a newer one', () => {
    const { site, device, untilState } = worldAt('hold');
    device.take(site.order());
    untilState();
    const verdict = device.judge();
    expect(verdict).toMatchObject({ verdict: 'wait', code: 'lease_hold', untilMs: null });
    expect(verdict).toMatchObject({ saw: 'the lease is HOLD', clause: 'EUCORA D6' });
    expect('remedy' in verdict && verdict.remedy).toMatch(/^Bring a newer document/);
  });
});

describe('a lease', () => {
  const terms = leaseDefaults.online;
  const at = (loMs: number, hiMs: number | null, wallMs?: number) =>
    leaseStateOf(terms, { loMs: 1_000, hiMs: 2_000 }, { loMs, hiMs, ...(wallMs && { wallMs }) });
  const day = 86_400_000;

  test('is only as old as it certainly is, to the millisecond', () => {
    const ends = leaseEnds(terms, { loMs: 1_000, hiMs: 2_000 });
    expect(ends).toEqual({ grace: 2_000 + day, hold: 2_000 + 7 * day, safe: 2_000 + 30 * day });
    expect(at(ends.grace - 1, ends.grace - 1001).state).toBe('fresh');
    expect(at(ends.grace, ends.grace).state).toBe('grace');
    expect(at(ends.hold - 1, ends.hold).state).toBe('grace');
    expect(at(ends.hold, ends.hold).state).toBe('hold');
    expect(at(ends.safe - 1, ends.safe).state).toBe('hold');
    expect(at(ends.safe, ends.safe).state).toBe('safe');
  });

  test('a wall clock past the limit makes a doubt and no state; one below lo or past hi is none', () => {
    expect(at(5_000, null, 40 * day)).toEqual({ state: 'fresh', possiblyLater: true });
    expect(at(5_000, null, 10)).toEqual({ state: 'fresh', possiblyLater: false });
    expect(at(5_000, 6_000, 40 * day)).toEqual({ state: 'fresh', possiblyLater: false });
    expect(at(5_000, 2 * day)).toEqual({ state: 'fresh', possiblyLater: true });
    expect(at(5_000, null)).toEqual({ state: 'fresh', possiblyLater: false });
  });

  test('the classes have the terms that the design gives them', () => {
    const inDays = Object.values(leaseDefaults).map((each) =>
      [each.freshMs, each.graceMs, each.holdMs].map((ms) => ms / day),
    );
    expect(inDays).toEqual([
      [1, 7, 30],
      [14, 45, 90],
      [60, 120, 365],
    ]);
  });
});
