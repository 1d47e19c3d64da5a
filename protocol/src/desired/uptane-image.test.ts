import { describe, expect, test } from 'vitest';
import {
  misname,
  outcomeOf,
  republish,
  respoil,
  rotateRoot,
  type ImageRole,
  type UptaneCase,
} from '../testing/uptane-case.ts';

// The cases of the Uptane community's test vectors that spoil the image repository, by their names.

const roles: readonly ImageRole[] = ['root', 'targets', 'snapshot', 'timestamp'];
/** Where the client workflow checks a role's signatures, its expiry, and its form. */
const clauses = {
  root: { signed: 'TUF 5.3.4', expiry: 'TUF 5.3.10', form: 'TUF 4.3' },
  targets: { signed: 'TUF 5.6.3', expiry: 'TUF 5.6.5', form: 'TUF 4.5' },
  snapshot: { signed: 'TUF 5.5.3', expiry: 'TUF 5.5.6', form: 'TUF 4.4' },
  timestamp: { signed: 'TUF 5.4.2', expiry: 'TUF 5.4.4', form: 'TUF 4.6' },
} as const;

const perRole = roles.flatMap((role): UptaneCase[] => {
  const { signed, expiry, form } = clauses[role];
  const named = (fault: string): string => `image_repo_${role}_${fault}`;
  return [
    {
      name: named('zero_threshold'),
      ends: ['malformed', 'TUF 4.3'],
      arrange: (site) => {
        site.repo.role(role).threshold = 0;
        republish(site, 'root');
      },
    },
    {
      name: named('expired'),
      ends: ['expired', expiry],
      arrange: (site) => {
        site.repo[role].expires = site.repo.inDays(-1);
        republish(site, role);
      },
    },
    {
      name: named('unmet_threshold'),
      ends: ['unmet_threshold', signed],
      arrange: (site) => {
        site.repo.addKey(role);
        site.repo.role(role).threshold = site.repo.role(role).keyids.length;
        site.repo.loseSigner(role);
        republish(site, 'root');
        republish(site, role);
      },
    },
    {
      name: named('non_unique_signatures'),
      ends: ['duplicate_signature', 'TUF 4.2.1'],
      arrange: (site) => respoil(site, role, (file) => file.signatures.push(file.signatures[0]!)),
    },
    {
      name: named('unsigned'),
      ends: ['unmet_threshold', signed],
      arrange: (site) => respoil(site, role, (file) => file.signatures.splice(0)),
    },
    {
      name: named('bad_key_ids'),
      ends: ['wrong_key_id', 'TUF 4.3'],
      arrange: (site) => {
        misname(site.repo.root.keys, site.repo.role(role));
        republish(site, 'root');
      },
    },
    {
      name: named('role_type_mismatch'),
      ends: ['wrong_type', form],
      arrange: (site) => {
        Reflect.set(site.repo[role], '_type', 'invalid');
        republish(site, role);
      },
    },
  ];
});

const others: readonly UptaneCase[] = [
  { name: 'simple', ends: ['install'], arrange: () => undefined },
  {
    name: 'image_repo_target_hash_mismatch',
    ends: ['sides_disagree', 'EUCORA D5'],
    arrange: (site) => {
      site.repo.targetsOf('linux').targets[site.path]!.hashes['sha256'] = '00'.repeat(32);
      republish(site, 'linux');
    },
  },
  {
    name: 'image_repo_target_oversized',
    ends: ['sides_disagree', 'EUCORA D5'],
    arrange: (site) => {
      site.repo.targetsOf('linux').targets[site.path]!.length -= 1;
      republish(site, 'linux');
    },
  },
  {
    name: 'target_oversized',
    ends: ['wrong_length', 'TUF 5.7.3'],
    arrange: (site) => {
      const item = site.item();
      const bytes = item.artifact!.bytes - 1;
      site.repo.targetsOf('linux').targets[site.path]!.length = bytes;
      republish(site, 'linux');
      return site.order([{ ...item, artifact: { ...item.artifact!, bytes } }]);
    },
  },
  {
    name: 'image_repo_root_rotation',
    ends: ['none'],
    arrange: (site, device) => {
      device.update(site.order());
      rotateRoot(site);
    },
  },
  {
    name: 'image_repo_root_rotation_multiple',
    ends: ['none'],
    arrange: (site, device) => {
      device.update(site.order());
      rotateRoot(site);
      rotateRoot(site);
    },
  },
  {
    name: 'image_repo_root_rotation_no_original_signature',
    ends: ['unmet_threshold', 'TUF 5.3.4'],
    arrange: (site) => rotateRoot(site, { old: false, fresh: true }),
  },
  {
    name: 'image_repo_root_rotation_no_new_signature',
    ends: ['unmet_threshold', 'TUF 5.3.4'],
    arrange: (site) => rotateRoot(site, { old: true, fresh: false }),
  },
  {
    name: 'image_repo_root_rotation_version_unchanged',
    ends: ['wrong_version', 'TUF 5.3.5'],
    arrange: (site) => {
      site.repo.root.version -= 1;
      rotateRoot(site);
    },
  },
  {
    name: 'image_repo_root_rotation_version_skip',
    ends: ['wrong_version', 'TUF 5.3.5'],
    arrange: (site) => {
      site.repo.root.version += 1;
      rotateRoot(site);
    },
  },
  {
    name: 'image_repo_metadata_changed_while_version_same',
    differs: 'a timestamp of the same version is the one that is kept (TUF 5.4.3.1)',
    ends: ['no_such_target', 'TUF 5.7.2'],
    arrange: (site, device) => {
      expect(device.update(site.order())).toEqual(['install']);
      const { repo } = site;
      site.vouch('4.0');
      const changed = ['linux', 'snapshot', 'timestamp'];
      const kept = changed.map((role) => [role, [...repo.published.get(role)!]] as const);
      repo.delegated.get('linux')!.version -= 1;
      repo.snapshot.version -= 1;
      repo.timestamp.version -= 1;
      repo.publish(...changed);
      // In the place of those that they equal in version.
      for (const [role, files] of kept) {
        repo.published.set(role, [...files.slice(0, -1), repo.published.get(role)!.at(-1)!]);
      }
      return site.order([site.item('4.0')]);
    },
  },
  {
    name: 'image_repo_bad_hw_id',
    ends: ['outside_delegation', 'EUCORA T2'],
    arrange: (site) => {
      site.vouch('2.0', { platform: 'windows' });
      republish(site, 'linux');
    },
  },
  {
    name: 'bad_hw_id',
    ends: ['foreign_format', 'EUCORA D9'],
    arrange: (site) => {
      site.vouch('2.0', { platform: 'windows' });
      republish(site, 'linux');
      return site.order([site.item('2.0', { format: 'msi' })]);
    },
  },
  {
    name: 'image_repo_snapshot_targets_version_mismatch',
    ends: ['wrong_version', 'TUF 5.6.4'],
    arrange: ({ repo }) => {
      const files = repo.published.get('targets')!;
      repo.published.set('targets', [...files, files.at(-1)!]);
      repo.snapshot.meta['targets.json'] = { version: files.length + 1 };
      repo.publish('snapshot', 'timestamp');
    },
  },
  {
    name: 'image_repo_targets_too_large',
    ends: ['oversized', 'TUF 5.6.1'],
    limits: { targetsBytesMax: 100 },
    arrange: () => undefined,
  },
];

const cases = [...perRole, ...others];

describe('Uptane: the image repository', () => {
  test.each(cases)('$name', (each) => {
    expect(outcomeOf(each)).toEqual(each.ends);
  });

  test('these are 43 of the 86', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(43);
  });

  test('in place of metadata_changed_while_version_same: the next version brings it', () => {
    const ends = outcomeOf({
      name: 'next version',
      ends: [],
      arrange: (site, device) => {
        device.update(site.order());
        site.vouch('4.0');
        republish(site, 'linux');
        return site.order([site.item('4.0')]);
      },
    });
    expect(ends).toEqual(['upgrade']);
  });
});
