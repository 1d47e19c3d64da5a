import { describe, expect, test } from 'vitest';
import { sealSigned } from '../envelope.ts';
import { eucora } from '../gen/wire.js';
import { idFor, keyFor } from '../testing/builders.ts';
import { SimulatedDevice, SimulatedSite } from '../testing/desired-site.ts';
import {
  misname,
  outcomeOf,
  republish,
  respoil,
  rotateRoot,
  type UptaneCase,
} from '../testing/uptane-case.ts';
import type { SealedDesired } from './manifest.ts';
import { decodeSlice, encodeSlice } from './slices.ts';

// The cases of the Uptane community's test vectors that spoil the director's repository, by their names.
// Uptane's director has metadata of its own; here root names the director (EUCORA T1), whose word is a
// site's document. What Uptane's director does in another way is said with each case.

const oneRoot =
  'one root names both sides (EUCORA T1), so it is the image side’s clause that refuses';
const [first, second] = [keyFor('director'), keyFor('director 2')];

/** The next root names another director, which is what a thief or a ceremony would want. */
function nameAnother(site: SimulatedSite): void {
  site.directors = [second];
  site.nameOwnRoles();
}

/** Root asks for two director keys. */
function askForTwo(site: SimulatedSite): void {
  site.directors = [first, second];
  site.directorThreshold = 2;
  site.nameOwnRoles();
  republish(site, 'root');
}

const ownRoles = (site: SimulatedSite) =>
  site.repo.root['x-eucora'] as {
    keys: Record<string, unknown>;
    director: { keyids: string[]; threshold: number };
  };

/** The document in place of the sealed one, with the same slices. */
const instead = (sealed: SealedDesired, manifest: Uint8Array): SealedDesired => ({
  ...sealed,
  manifest,
});

const ofRoot: readonly UptaneCase[] = [
  {
    name: 'director_root_zero_threshold',
    differs: oneRoot,
    ends: ['malformed', 'TUF 4.3'],
    arrange: (site) => {
      nameAnother(site);
      site.repo.role('root').threshold = 0;
      republish(site, 'root');
    },
  },
  {
    name: 'director_root_expired',
    differs: oneRoot,
    ends: ['expired', 'TUF 5.3.10'],
    arrange: (site) => {
      nameAnother(site);
      site.repo.root.expires = site.repo.inDays(-1);
      republish(site, 'root');
    },
  },
  {
    name: 'director_root_unmet_threshold',
    differs: oneRoot,
    ends: ['unmet_threshold', 'TUF 5.3.4'],
    arrange: (site) => {
      nameAnother(site);
      site.repo.loseSigner('root');
      site.repo.loseSigner('root');
      republish(site, 'root');
    },
  },
  {
    name: 'director_root_non_unique_signatures',
    differs: oneRoot,
    ends: ['duplicate_signature', 'TUF 4.2.1'],
    arrange: (site) => {
      nameAnother(site);
      respoil(site, 'root', (file) => file.signatures.push(file.signatures[0]!));
    },
  },
  {
    name: 'director_root_unsigned',
    differs: oneRoot,
    ends: ['unmet_threshold', 'TUF 5.3.4'],
    arrange: (site) => {
      nameAnother(site);
      respoil(site, 'root', (file) => file.signatures.splice(0));
    },
  },
  {
    name: 'director_root_bad_key_ids',
    differs: oneRoot,
    ends: ['wrong_key_id', 'TUF 4.3'],
    arrange: (site) => {
      nameAnother(site);
      misname(site.repo.root.keys, site.repo.role('root'));
      republish(site, 'root');
    },
  },
  {
    name: 'director_root_rotation',
    ends: ['install'],
    arrange: (site) => {
      nameAnother(site);
      rotateRoot(site);
    },
  },
  {
    name: 'director_root_rotation_multiple',
    ends: ['install'],
    arrange: (site) => {
      rotateRoot(site);
      nameAnother(site);
      rotateRoot(site);
    },
  },
  {
    name: 'director_root_rotation_no_original_signature',
    differs: oneRoot,
    ends: ['unmet_threshold', 'TUF 5.3.4'],
    arrange: (site) => {
      nameAnother(site);
      rotateRoot(site, { old: false, fresh: true });
    },
  },
  {
    name: 'director_root_rotation_no_new_signature',
    differs: oneRoot,
    ends: ['unmet_threshold', 'TUF 5.3.4'],
    arrange: (site) => {
      nameAnother(site);
      rotateRoot(site, { old: true, fresh: false });
    },
  },
  {
    name: 'director_root_rotation_version_unchanged',
    differs: oneRoot,
    ends: ['wrong_version', 'TUF 5.3.5'],
    arrange: (site) => {
      nameAnother(site);
      site.repo.root.version -= 1;
      rotateRoot(site);
    },
  },
  {
    name: 'director_root_rotation_version_skip',
    differs: oneRoot,
    ends: ['wrong_version', 'TUF 5.3.5'],
    arrange: (site) => {
      nameAnother(site);
      site.repo.root.version += 1;
      rotateRoot(site);
    },
  },
  {
    name: 'director_root_role_type_mismatch',
    differs: oneRoot,
    ends: ['wrong_type', 'TUF 4.3'],
    arrange: (site) => {
      nameAnother(site);
      Reflect.set(site.repo.root, '_type', 'invalid');
      republish(site, 'root');
    },
  },
];

const ofTargets: readonly UptaneCase[] = [
  {
    name: 'director_targets_zero_threshold',
    ends: ['malformed', 'TUF 4.3'],
    arrange: (site) => {
      ownRoles(site).director.threshold = 0;
      republish(site, 'root');
    },
  },
  {
    name: 'director_targets_expired',
    differs: 'a document has no expiry; its lease runs out (EUCORA D6)',
    ends: ['lease_safe', 'EUCORA D6'],
    arrange: (site, device) => {
      const { repo } = site;
      const all = [repo.root, repo.targets, repo.snapshot, repo.timestamp, repo.targetsOf('linux')];
      for (const each of all) each.expires = repo.inDays(1_000);
      republish(site, 'root');
      republish(site, 'linux');
      device.client.passDays(365);
    },
  },
  {
    name: 'director_target_hash_mismatch',
    ends: ['sides_disagree', 'EUCORA D5'],
    arrange: (site) => {
      const item = site.item();
      return site.order([{ ...item, artifact: { ...item.artifact!, sha256: new Uint8Array(32) } }]);
    },
  },
  {
    name: 'director_target_oversized',
    ends: ['sides_disagree', 'EUCORA D5'],
    arrange: (site) => {
      const item = site.item();
      const bytes = item.artifact!.bytes - 1;
      return site.order([{ ...item, artifact: { ...item.artifact!, bytes } }]);
    },
  },
  {
    name: 'director_targets_unmet_threshold',
    ends: ['unknown_key', 'EUCORA D1'],
    arrange: (site) => {
      askForTwo(site);
      return site.order([site.item()], [first]);
    },
  },
  {
    name: 'director_targets_non_unique_signatures',
    ends: ['unknown_key', 'EUCORA D1'],
    arrange: (site) => {
      askForTwo(site);
      return site.order([site.item()], [first, first]);
    },
  },
  {
    name: 'director_targets_unsigned',
    ends: ['unknown_key', 'EUCORA D1'],
    arrange: (site) => site.order([site.item()], []),
  },
  {
    name: 'director_targets_bad_key_ids',
    ends: ['wrong_key_id', 'TUF 4.3'],
    arrange: (site) => {
      const { keys, director } = ownRoles(site);
      misname(keys, director);
      republish(site, 'root');
    },
  },
  {
    name: 'director_bad_hw_id',
    differs:
      'a slice is for one device, whatever its hardware; what it can’t install it refuses (D9)',
    ends: ['foreign_format', 'EUCORA D9'],
    arrange: (site) => site.order([site.item('2.0', { format: 'msi' })]),
  },
  {
    name: 'director_bad_ecu_id',
    ends: ['wrong_device', 'EUCORA D4'],
    sliceOf: idFor('neighbour'),
    arrange: () => undefined,
  },
  {
    name: 'director_targets_role_type_mismatch',
    ends: ['malformed', 'EUCORA D2'],
    arrange: (site) => {
      const sealed = site.order();
      const { Signed, SiteDocument } = eucora.v1;
      const payload = SiteDocument.decode(Signed.decode(sealed.manifest).payload);
      payload.kind = 'collection';
      const bytes = SiteDocument.encode(payload).finish();
      return instead(sealed, sealSigned('site-document', bytes, first));
    },
  },
  {
    name: 'director_delegations',
    differs:
      'a document has no delegations at all: whom root does not name is not heard (EUCORA D1)',
    ends: ['unknown_key', 'EUCORA D1'],
    arrange: (site) => site.order([site.item()], [keyFor('whom the director trusts')]),
  },
  {
    name: 'director_targets_too_large',
    ends: ['oversized', 'EUCORA D1'],
    arrange: (site) =>
      instead(site.order(), sealSigned('site-document', Buffer.alloc(70_000, 1), first)),
  },
];

const cases = [...ofRoot, ...ofTargets];

describe('Uptane: the director', () => {
  test.each(cases)('$name', (each) => {
    expect(outcomeOf(each)).toEqual(each.ends);
  });

  test('director_targets_same_ecu', () => {
    const site = new SimulatedSite();
    const twice = [site.item(), site.item('1.6')];
    expect(() => site.order(twice)).toThrow(/a second order of deb app/);
    // A director that writes its bytes by other means is not obeyed either.
    const { DesiredSlice } = eucora.v1;
    const slice = DesiredSlice.decode(encodeSlice({ device: idFor('device'), items: [twice[0]!] }));
    slice.items.push(slice.items[0]!);
    expect(() => decodeSlice(DesiredSlice.encode(slice).finish())).toThrow(
      /a second order of deb app/,
    );
  });

  test('these are 27 of the 86, all three files together', () => {
    expect(new Set(cases.map(({ name }) => name)).size + 1).toBe(27);
  });

  test('in place of a director’s root: who is refused in root is not heard as director', () => {
    for (const each of ofRoot.filter(({ differs }) => differs)) {
      const site = new SimulatedSite();
      const device = new SimulatedDevice(site);
      const before = site.order([site.item()], [first]);
      expect(device.update(before)).toEqual(['install']);
      each.arrange(site, device);
      expect(device.update(site.order([site.item('3.0')], [second]))).toEqual(each.ends);
      expect(device.installed).toBe('2.0');
    }
  });

  test('in place of an expiry: each later document is taken, and its lease begins anew', () => {
    const each = ofTargets.find(({ name }) => name === 'director_targets_expired')!;
    const site = new SimulatedSite();
    const device = new SimulatedDevice(site);
    each.arrange(site, device);
    expect(device.update(site.order())).toEqual(['lease_safe', 'EUCORA D6']);
    const issuedMs = device.now.loMs;
    expect(device.update(site.order([site.item()], [first], { issuedMs }))).toEqual(['install']);
  });

  test('in place of hardware ids: another device’s slice is refused, whatever it is for', () => {
    const site = new SimulatedSite();
    const device = new SimulatedDevice(site);
    const sealed = site.order([site.item('2.0', { format: 'msi' })]);
    expect(device.update(sealed, idFor('neighbour'))).toEqual(['wrong_device', 'EUCORA D4']);
  });

  test('in place of delegations: who else signs beside the director changes nothing', () => {
    const site = new SimulatedSite();
    const sealed = site.order([site.item()], [first, keyFor('whom the director trusts')]);
    expect(new SimulatedDevice(site).update(sealed)).toEqual(['install']);
  });
});
