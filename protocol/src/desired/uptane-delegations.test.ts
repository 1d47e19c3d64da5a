import { describe, expect, test } from 'vitest';
import type { SimulatedSite } from '../testing/desired-site.ts';
import { misname, outcomeOf, republish, respoil, type UptaneCase } from '../testing/uptane-case.ts';

// The cases of the Uptane community's test vectors about delegations, by their names. The publisher's
// role `linux` vouches for the artifact.

const listOf = ({ repo }: SimulatedSite) => repo.targets.delegations!;
const delegationOf = (site: SimulatedSite) => listOf(site).roles[0]!;

function addPublisherKey(site: SimulatedSite): void {
  const signer = site.repo.newSigner();
  listOf(site).keys[signer.keyId] = signer.object;
  delegationOf(site).keyids.push(signer.keyId);
  delegationOf(site).threshold = 2;
  site.repo.addSigner('linux', signer);
}

const cases: readonly UptaneCase[] = [
  { name: 'delegation_simple', ends: ['install'], arrange: () => undefined },
  {
    name: 'delegation_redundant',
    ends: ['install'],
    arrange: (site) => {
      site.vouch('2.0', {}, 'targets');
      republish(site, 'targets');
    },
  },
  {
    name: 'delegation_path_mismatch',
    ends: ['no_such_target', 'TUF 5.7.2'],
    arrange: (site) => {
      delegationOf(site).paths = ['does-not-match'];
      republish(site, 'targets');
    },
  },
  {
    name: 'delegation_key_missing',
    ends: ['unmet_threshold', 'TUF 5.6.3'],
    arrange: (site) => {
      listOf(site).keys = {};
      republish(site, 'targets');
    },
  },
  {
    name: 'delegation_unsigned',
    ends: ['unmet_threshold', 'TUF 5.6.3'],
    arrange: (site) => respoil(site, 'linux', (file) => file.signatures.splice(0)),
  },
  {
    name: 'delegation_bad_key_ids',
    ends: ['wrong_key_id', 'TUF 4.3'],
    arrange: (site) => {
      misname(listOf(site).keys, delegationOf(site));
      republish(site, 'targets');
    },
  },
  {
    name: 'delegation_missing',
    ends: ['unavailable', 'TUF 5.6.1'],
    arrange: (site) => void site.repo.published.delete('linux'),
  },
  {
    name: 'delegation_empty',
    ends: ['no_such_target', 'TUF 5.7.2'],
    arrange: (site) => {
      site.repo.targetsOf('linux').targets = {};
      republish(site, 'linux');
    },
  },
  {
    name: 'delegation_hash_mismatch',
    ends: ['sides_disagree', 'EUCORA D5'],
    arrange: (site) => {
      site.repo.targetsOf('linux').targets[site.path]!.hashes['sha256'] = 'ff'.repeat(32);
      republish(site, 'linux');
    },
  },
  {
    name: 'delegation_expired',
    ends: ['expired', 'TUF 5.6.5'],
    arrange: (site) => {
      site.repo.targetsOf('linux').expires = site.repo.inDays(-1);
      republish(site, 'linux');
    },
  },
  {
    name: 'delegation_snapshot_missing',
    ends: ['not_listed', 'TUF 5.6.1'],
    arrange: ({ repo }) => {
      Reflect.deleteProperty(repo.snapshot.meta, 'linux.json');
      repo.publish('snapshot', 'timestamp');
    },
  },
  {
    name: 'delegation_snapshot_version_mismatch',
    ends: ['wrong_version', 'TUF 5.6.4'],
    arrange: ({ repo }) => {
      const files = repo.published.get('linux')!;
      repo.published.set('linux', [...files, files.at(-1)!]);
      repo.snapshot.meta['linux.json'] = { version: files.length + 1 };
      repo.publish('snapshot', 'timestamp');
    },
  },
  {
    name: 'delegation_zero_threshold',
    ends: ['malformed', 'TUF 4.5'],
    arrange: (site) => {
      delegationOf(site).threshold = 0;
      republish(site, 'targets');
    },
  },
  {
    name: 'delegation_unmet_threshold',
    ends: ['unmet_threshold', 'TUF 5.6.3'],
    arrange: (site) => {
      addPublisherKey(site);
      site.repo.loseSigner('linux');
      republish(site, 'linux');
    },
  },
  {
    name: 'delegation_two_signatures',
    ends: ['install'],
    arrange: (site) => {
      addPublisherKey(site);
      republish(site, 'linux');
    },
  },
  {
    name: 'delegation_non_unique_signatures',
    ends: ['duplicate_signature', 'TUF 4.2.1'],
    arrange: (site) => respoil(site, 'linux', (file) => file.signatures.push(file.signatures[0]!)),
  },
];

describe('Uptane: delegations', () => {
  test.each(cases)('$name', (each) => {
    expect(outcomeOf(each)).toEqual(each.ends);
  });

  test('these are 16 of the 86', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(16);
  });
});
