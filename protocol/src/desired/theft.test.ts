import { beforeEach, describe, expect, test } from 'vitest';
import { keyFor } from '../testing/builders.ts';
import { idle, SimulatedDevice, SimulatedSite } from '../testing/desired-site.ts';
import { republish, signAs } from '../testing/uptane-case.ts';

// docs/TRUST.md, "If a key is stolen", the director's side, row by row: what the thief tries against a
// device that runs app 2.0, of which the publisher signed a floor of 1.5.

const director = keyFor('director'); // in the hub
const [a, b] = [keyFor('approver a'), keyFor('approver b')];
const notApproved = ['not_approved', 'EUCORA D7'];
const unknownKey = ['unknown_key', 'EUCORA D1'];

let site: SimulatedSite;
let device: SimulatedDevice;
beforeEach(() => {
  site = new SimulatedSite();
  device = new SimulatedDevice(site);
  device.update(site.order());
});

test('the device that each thief meets runs app 2.0', () => {
  expect(device.installed).toBe('2.0');
});

/** A publisher's role of the thief's own, with the keys in hand. */
function vouchAs(role: string, version: string, note = {}): void {
  site.vouch(version, note, role);
}

describe('one key stolen', () => {
  test('director: orders what is genuine and not below the floor, in rings 0 to 2', () => {
    expect(device.update(site.order([site.item('3.0')]))).toEqual(['upgrade']);
    const back = site.item('2.0', { rollback: true });
    expect(device.update(site.order([back]))).toEqual(['rollback']);
    expect(device.update(site.order([site.item('3.0', { ring: 2 })]))).toEqual(['upgrade']);
  });

  test('director: brings in no artifact of its own', () => {
    expect(device.update(site.order([site.item('6.6')]))).toEqual(['no_such_target', 'TUF 5.7.2']);
    const other = { ...site.item('3.0').artifact!, sha256: new Uint8Array(32).fill(6) };
    const swapped = site.order([site.item('3.0', { artifact: other })]);
    expect(device.update(swapped)).toEqual(['sides_disagree', 'EUCORA D5']);
  });

  test('director: names no genuine artifact as another package or version', () => {
    const renamed = site.item('3.0', { packageName: 'kernel' });
    expect(device.update(site.order([renamed]))).toEqual(['wrong_package', 'EUCORA D5']);
    // Version 1.0 under the name of a newer one: it would pass the floor.
    const dressed = site.item('3.0', { artifact: site.item('1.0').artifact });
    expect(device.update(site.order([dressed]))).toEqual(['wrong_package', 'EUCORA D5']);
  });

  test('director: removes nothing, goes below no floor, reaches no late ring', () => {
    expect(device.update(site.order([site.item('', idle('remove', ''))]))).toEqual(notApproved);
    const below = site.item('1.0', { rollback: true });
    expect(device.update(site.order([below]))).toEqual(notApproved);
    expect(device.update(site.order([site.item('3.0', { ring: 3 })]))).toEqual(notApproved);
    expect(device.update(site.order([site.item('3.0', { ring: 4 })]))).toEqual(notApproved);
    expect(device.installed).toBe('2.0');
  });

  test('director: does not install below the floor where nothing is, either', () => {
    device.installed = null;
    expect(device.update(site.order([site.item('1.0')]))).toEqual(notApproved);
  });

  test('director: goes back by no mistake', () => {
    device.installed = '3.0';
    expect(device.update(site.order([site.item('2.0')]))).toEqual(['goes_back', 'EUCORA D8']);
  });

  test('director: takes what another plane owns from nobody', () => {
    const foreign = site.order([site.item('3.0', { plane: 'intune' })]);
    expect(device.update(foreign)).toEqual(['other_plane', 'EUCORA D9']);
  });

  test('director: is out as soon as root names another key', () => {
    site.directors = [keyFor('director 2')];
    site.nameOwnRoles();
    republish(site, 'root');
    expect(device.update(site.order([site.item('3.0')], [director]))).toEqual(unknownKey);
    expect(device.update(site.order([site.item('3.0')]))).toEqual(['upgrade']);
  });

  test('an approver: orders nothing, and is not enough where two have to agree', () => {
    expect(device.update(site.order([site.item('3.0')], [a]))).toEqual(unknownKey);
    const honest = site.order([site.item('3.0', { ring: 3 })]);
    expect(device.update(site.approve(honest, [a]))).toEqual(notApproved);
    // Signing twice is signing once.
    const next = site.order([site.item('3.0', { ring: 3 })]);
    expect(device.update(site.approve(next, [a, a]))).toEqual(notApproved);
    expect(device.update(site.approve(next))).toEqual(['upgrade']);
  });

  test('a publisher: nobody orders what it vouches for; other bytes at its path agree with nobody', () => {
    const honest = site.order([site.item('3.0')]);
    vouchAs('linux', '6.6');
    const { targets } = site.repo.targetsOf('linux');
    const { custom } = targets['linux/retail/app_3.0.deb']!;
    site.repo.addArtifact('linux', 'linux/retail/app_3.0.deb', 'evil');
    targets['linux/retail/app_3.0.deb']!.custom = custom!;
    republish(site, 'linux');
    expect(device.update(honest)).toEqual(['sides_disagree', 'EUCORA D5']);
    expect(device.installed).toBe('2.0');
  });

  test('the hub’s other keys: a site’s document is not signed with them', () => {
    for (const name of ['hub', 'box', 'certificates']) {
      expect(device.update(site.order([site.item('3.0')], [keyFor(name)]))).toEqual(unknownKey);
    }
  });

  test('a relay’s: changes nothing, swaps nothing, brings nothing old; it can keep silent', () => {
    const old = site.order();
    const sealed = site.order([site.item('3.0')]);
    const mine = sealed.slices.get(device.id)!;
    const changed = Buffer.from(mine.slice);
    changed[changed.length - 1]! ^= 1;
    const slices = new Map([[device.id, { ...mine, slice: changed }]]);
    expect(device.update({ ...sealed, slices })).toEqual(['wrong_hash', 'EUCORA D4']);
    const elder = new Map([[device.id, old.slices.get(device.id)!]]);
    expect(device.update({ ...sealed, slices: elder })).toEqual(['wrong_hash', 'EUCORA D4']);
    const manifest = Buffer.from(sealed.manifest);
    manifest[40]! ^= 1;
    expect(device.update({ ...sealed, manifest })[1]).toBe('EUCORA D1');
    expect(device.update(sealed)).toEqual(['upgrade']);
    expect(device.update(old)).toEqual(['malformed', 'EUCORA D3']);
    const elsewhere = site.order([site.item('2.0')], [director], { site: 'lab' });
    expect(device.update(elsewhere)).toEqual(['wrong_site', 'EUCORA D2']);
  });

  test('one root holder’s: names no other director or approver', () => {
    const { repo } = site;
    const thief = [...repo.signers.get('root')!.values()][0]!;
    site.directors = [keyFor('thief')];
    site.approvers = [keyFor('thief')];
    site.approverThreshold = 1;
    site.nameOwnRoles();
    signAs(repo, 'root', [thief]);
    repo.publish('root');
    const order = site.order([site.item('3.0')], [keyFor('thief')]);
    expect(device.update(order)).toEqual(['unmet_threshold', 'TUF 5.3.4']);
  });
});

describe('two keys stolen', () => {
  test('director, snapshot and timestamp, the whole hub: no artifact of its own', () => {
    const thief = [...site.repo.signers.get('snapshot')!.values()][0]!;
    vouchAs('linux', '6.6');
    signAs(site.repo, 'linux', [thief]);
    republish(site, 'linux');
    const order = site.order([site.item('6.6')]);
    expect(device.update(order)).toEqual(['unmet_threshold', 'TUF 5.6.3']);
  });

  test('director, snapshot and timestamp: no older metadata, in which the floor was lower', () => {
    const { repo } = site;
    const old = repo.snapshot.meta['linux.json']!;
    republish(site, 'linux');
    device.client.refresh();
    repo.snapshot.meta['linux.json'] = { ...old };
    repo.publish('snapshot', 'timestamp');
    const back = site.order([site.item('1.0', { rollback: true })]);
    expect(device.update(back)).toEqual(['rolled_back', 'TUF 5.5.5']);
  });

  test('director and one approver: nothing dangerous', () => {
    const remove = site.order([site.item('', idle('remove', ''))]);
    expect(device.update(site.approve(remove, [a]))).toEqual(notApproved);
    const below = site.order([site.item('1.0', { rollback: true })]);
    expect(device.update(site.approve(below, [b, b]))).toEqual(notApproved);
  });

  test('director, where its key is an approver’s as well: it counts as one of them', () => {
    site.approvers = [director, b];
    site.nameOwnRoles();
    republish(site, 'root');
    const remove = () => site.order([site.item('', idle('remove', ''))]);
    expect(device.update(site.approve(remove(), [b]))).toEqual(notApproved);
    expect(device.update(site.approve(remove(), [director, b]))).toEqual(notApproved);
  });

  test('both approvers: order nothing without the director', () => {
    expect(device.update(site.order([site.item('3.0')], [a, b]))).toEqual(unknownKey);
  });

  test('one of two directors, and an approver: no document', () => {
    const second = keyFor('director 2');
    site.directors = [director, second];
    site.directorThreshold = 2;
    site.nameOwnRoles();
    republish(site, 'root');
    expect(device.update(site.order([site.item('3.0')], [director, a]))).toEqual(unknownKey);
    expect(device.update(site.order([site.item('3.0')], [director, director]))).toEqual(unknownKey);
    expect(device.update(site.order([site.item('3.0')], [director, second]))).toEqual(['upgrade']);
  });

  test('director and a publisher: within what the publisher was given, and nowhere else', () => {
    vouchAs('linux', '6.6', { platform: 'windows' });
    republish(site, 'linux');
    const foreign = site.order([site.item('6.6')]);
    expect(device.update(foreign)).toEqual(['outside_delegation', 'EUCORA T2']);
    const elsewhere = { ...site.item('3.0').artifact!, targetPath: 'windows/retail/app_3.0.msi' };
    const order = site.order([site.item('3.0', { artifact: elsewhere })]);
    expect(device.update(order)).toEqual(['no_such_target', 'TUF 5.7.2']);
    expect(device.update(site.order([site.item('', idle('remove', ''))]))).toEqual(notApproved);
  });

  test('director and one root holder: no other approvers', () => {
    const { repo } = site;
    const thief = [...repo.signers.get('root')!.values()][0]!;
    site.approvers = [keyFor('thief')];
    site.approverThreshold = 1;
    site.nameOwnRoles();
    signAs(repo, 'root', [thief]);
    repo.publish('root');
    const remove = site.order([site.item('', idle('remove', ''))]);
    const signed = site.approve(remove, [keyFor('thief')]);
    expect(device.update(signed)).toEqual(['unmet_threshold', 'TUF 5.3.4']);
  });
});
