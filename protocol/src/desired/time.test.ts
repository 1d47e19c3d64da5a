import { beforeEach, describe, expect, test } from 'vitest';
import { startClock } from '../clock.ts';
import { anchorFor, idFor, keyFor } from '../testing/builders.ts';
import { SimulatedDevice, SimulatedSite } from '../testing/desired-site.ts';
import type { SimulatedSigner } from '../testing/trust-signers.ts';
import { republish, rotateRoot } from '../testing/uptane-case.ts';
import { bytesToSign, encodeSigned } from '../trust/compose.ts';
import { openRoot } from '../trust/open.ts';
import { TrustError } from '../trust/refusal.ts';
import {
  composeTimeReset,
  openTimeReset,
  requireReset,
  resetClock,
  type TimeReset,
} from './time-reset.ts';

// What a device does with orders when its time is wrong (docs/TRUST.md, "Time"): trust and desired
// state together, on one device.

const day = 86_400_000;
const year = 365 * day;
const thief = keyFor('director'); // the hub's key, in other hands

let site: SimulatedSite;
let device: SimulatedDevice;
beforeEach(() => {
  site = new SimulatedSite();
  const { repo } = site;
  const all = [repo.root, repo.targets, repo.snapshot, repo.timestamp, repo.targetsOf('linux')];
  for (const each of all) each.expires = repo.inDays(1_825);
  republish(site, 'root');
  republish(site, 'linux');
  device = new SimulatedDevice(site);
});

describe('time table', () => {
  test('clock at 1970, nothing known: the document itself says that it is later, and is obeyed', () => {
    device.client.now = { loMs: 0, hiMs: null };
    device.wallMs = 0;
    expect(device.update(site.order())).toEqual(['install']);
    expect(device.now).toEqual({ loMs: site.repo.nowMs, hiMs: null });
    expect(device.leaseOf(device.opened!)).toEqual({ state: 'fresh', possiblyLater: false });
  });

  test('clock ten years ahead: new installs wait, what is begun and security goes on', () => {
    device.client.now = { loMs: site.repo.nowMs, hiMs: null };
    device.wallMs = site.repo.nowMs + 10 * year;
    expect(device.update(site.order())).toEqual(['lease_possibly_over', 'EUCORA D6']);
    device.accepted = true;
    expect(device.carryOut()).toEqual(['install']);
    device.accepted = false;
    const urgent = site.order([site.item('3.0', { security: true })]);
    expect(device.update(urgent)).toEqual(['upgrade']);
    expect(device.now.loMs).toBe(site.repo.nowMs);
  });

  test('clock backwards: an older document is refused by its counter, whatever the time', () => {
    const [old, next] = [site.order(), site.order([site.item('3.0')])];
    expect(device.update(next)).toEqual(['install']);
    device.client.now = { loMs: site.repo.nowMs - 5 * year, hiMs: site.repo.nowMs - 5 * year };
    device.wallMs = site.repo.nowMs - 5 * year;
    expect(device.update(old)).toEqual(['malformed', 'EUCORA D3']);
    expect(device.carryOut()).toEqual(['none']);
  });

  test('clock frozen: the lease does not run, and what is served again is the one in hand', () => {
    const old = site.order();
    const sealed = site.order();
    expect(device.update(sealed)).toEqual(['install']);
    for (let n = 0; n < 3; n += 1) expect(device.update(sealed)).toEqual(['none']);
    expect(device.update(old)).toEqual(['malformed', 'EUCORA D3']);
    expect(device.leaseOf(device.opened!).state).toBe('fresh');
  });

  test('a year powered off: the lease paused, a clock that ran on is a hint, news are believed', () => {
    device.take(site.order());
    const anchor = anchorFor('sleeper', device.now);
    const { loMs, hiMs } = startClock(anchor, { ...anchor, bootId: idFor('new'), boottimeMs: 1 });
    device.client.now = { loMs, hiMs };
    device.wallMs = loMs + year;
    expect(device.leaseOf(device.opened!)).toEqual({ state: 'fresh', possiblyLater: true });
    expect(device.carryOut()).toEqual(['lease_possibly_over', 'EUCORA D6']);
    const issuedMs = site.repo.nowMs + year;
    expect(device.update(site.order([site.item()], [thief], { issuedMs }))).toEqual(['install']);
    expect(device.now.loMs).toBe(issuedMs);
  });

  test('root rotated 12 times while away: one chain, at whose end another director speaks', () => {
    const before = site.order();
    expect(device.update(before)).toEqual(['install']);
    for (let n = 1; n <= 12; n += 1) {
      site.directors = [keyFor(`director of root ${n}`)];
      site.nameOwnRoles();
      site.repo.root.expires = site.repo.inDays(n < 12 ? 30 * n : 1_825);
      rotateRoot(site);
    }
    device.client.passDays(359);
    const issuedMs = device.now.loMs;
    const late = (key = thief) => site.order([site.item('3.0')], [key], { issuedMs });
    expect(device.update(late())).toEqual(['unknown_key', 'EUCORA D1']);
    expect(device.update(late(keyFor('director of root 11')))).toEqual([
      'unknown_key',
      'EUCORA D1',
    ]);
    expect(device.update(late(site.directors[0]))).toEqual(['upgrade']);
    expect(device.client.version('root')).toBe(15);
  });

  test('fast-forward of counters: root takes the key away, and low numbers are news again', () => {
    site.generation = 2 ** 40;
    site.epoch = 2 ** 30;
    expect(device.update(site.order())).toEqual(['install']);
    site.generation = 7;
    site.epoch = 1;
    const honest = site.order([site.item('3.0')]);
    expect(device.update(honest)).toEqual(['malformed', 'EUCORA D3']);
    // A key beside the thief's makes nothing void; taking the thief's away does.
    const fresh = keyFor('director 2');
    site.directors = [thief, fresh];
    site.nameOwnRoles();
    republish(site, 'root');
    expect(device.update(site.order([], [fresh]))).toEqual(['malformed', 'EUCORA D3']);
    site.directors = [fresh];
    site.nameOwnRoles();
    republish(site, 'root');
    site.generation = 7;
    expect(device.update(honest)).toEqual(['unknown_key', 'EUCORA D1']);
    site.generation = 7;
    expect(device.update(site.order([site.item('3.0')]))).toEqual(['upgrade']);
    expect(device.opened!.manifest).toMatchObject({ ledgerEpoch: 1, generation: 8 });
    expect(device.update(site.order([], [thief]))).toEqual(['unknown_key', 'EUCORA D1']);
  });
});

describe('a time of the far future, signed with a stolen key', () => {
  const farMs = 40 * year;
  const signers = () => [...site.repo.signers.get('root')!.values()];
  const reset = (over: Partial<TimeReset> = {}): TimeReset => ({
    number: 1,
    rootVersion: 3,
    aboveMs: site.repo.nowMs + year,
    loMs: site.repo.nowMs + 1,
    sites: [],
    ...over,
  });
  const signed = (of: TimeReset, by: readonly SimulatedSigner[]): Uint8Array => {
    const part = composeTimeReset(of, site.repo.nowMs);
    const bytes = bytesToSign(part);
    return encodeSigned(
      part,
      by.map((each) => ({ keyId: each.keyId, sig: each.sign(bytes) })),
    );
  };
  const rootOf = (each: SimulatedDevice) => openRoot(each.client.files.get('root.json')!).signed;
  /** Takes the reset as a device does; clause and code of the refusal. */
  const take = (bytes: Uint8Array, usedNumber = 0, on = device): readonly string[] => {
    try {
      const root = rootOf(on);
      const opened = openTimeReset(bytes, root);
      const facts = { site: 'hq', rootVersion: root.version, usedNumber, now: on.now };
      requireReset(opened, facts);
      on.client.now = resetClock(anchorFor('reset'), opened);
      return ['taken'];
    } catch (error) {
      if (error instanceof TrustError) return [error.code, error.clause];
      throw error;
    }
  };

  beforeEach(() => {
    device.client.refresh();
    device.take(site.order([site.item()], [thief], { issuedMs: farMs + site.repo.nowMs }));
  });

  test('root’s word takes it back, though all metadata seems to have expired', () => {
    expect(device.now.loMs).toBe(farMs + site.repo.nowMs);
    expect(device.carryOut()).toEqual(['expired', 'TUF 5.3.10']);
    expect(device.client.outcome()).toEqual(['expired', 'TUF 5.3.10']);
    expect(take(signed(reset(), signers()))).toEqual(['taken']);
    expect(device.now).toMatchObject({ loMs: site.repo.nowMs + 1, hiMs: null });
    // The lie of which it was the issue is void with its key; then everything is as it was.
    site.directors = [keyFor('director 2')];
    site.nameOwnRoles();
    republish(site, 'root');
    expect(device.update(site.order())).toEqual(['install']);
    expect(device.leaseOf(device.opened!).state).toBe('fresh');
  });

  test('it is taken once, by its number', () => {
    const bytes = signed(reset(), signers());
    expect(take(bytes)).toEqual(['taken']);
    device.client.now = { loMs: farMs + site.repo.nowMs, hiMs: null };
    expect(take(bytes, 1)).toEqual(['reset_used', 'EUCORA D11']);
    expect(take(signed(reset({ number: 2 }), signers()), 1)).toEqual(['taken']);
  });

  test('the next root ends it, so an old one can’t be used on whoever comes later', () => {
    const bytes = signed(reset(), signers());
    device.client.now = { loMs: site.repo.nowMs, hiMs: null };
    republish(site, 'root');
    expect(device.client.refresh()).toBeDefined();
    device.client.now = { loMs: farMs, hiMs: null };
    expect(take(bytes)).toEqual(['reset_void', 'EUCORA D11']);
  });

  test('whose time is right refuses it, and so does another site', () => {
    const honest = new SimulatedDevice(site);
    expect(honest.client.refresh()).toBeDefined();
    expect(take(signed(reset(), signers()), 0, honest)).toEqual(['reset_not_needed', 'EUCORA D11']);
    const elsewhere = signed(reset({ sites: ['lab'] }), signers());
    expect(take(elsewhere)).toEqual(['reset_elsewhere', 'EUCORA D11']);
    expect(take(signed(reset({ sites: ['lab', 'hq'] }), signers()))).toEqual(['taken']);
  });

  test('the hub can’t make one: not with its own keys, nor with one root holder’s beside', () => {
    const { repo } = site;
    const hubs = ['timestamp', 'snapshot', 'targets', 'linux'].flatMap((role) => [
      ...repo.signers.get(role)!.values(),
    ]);
    expect(take(signed(reset(), hubs))).toEqual(['unmet_threshold', 'EUCORA D11']);
    const withOne = [...hubs, signers()[0]!];
    expect(take(signed(reset(), withOne))).toEqual(['unmet_threshold', 'EUCORA D11']);
    expect(take(signed(reset(), []))).toEqual(['unmet_threshold', 'EUCORA D11']);
    // Nor is other metadata of root's a reset.
    const root = repo.published.get('root')!.at(-1)!;
    expect(take(root)).toEqual(['wrong_type', 'EUCORA D11']);
  });

  test('what makes no sense is no reset', () => {
    const odd = signed(reset({ aboveMs: 5, loMs: 6 }), signers());
    expect(take(odd)).toEqual(['malformed', 'EUCORA D11']);
    expect(take(signed(reset({ sites: ['No Site'] }), signers()))[0]).toBe('malformed');
    expect(take(Buffer.alloc(70_000, ' '))).toEqual(['oversized', 'EUCORA D11']);
  });
});
