import { describe, expect, test } from 'vitest';
import { SimulatedClient } from '../testing/trust-client.ts';
import { SimulatedRepository } from '../testing/trust-repository.ts';
import type { SimulatedSigner } from '../testing/trust-signers.ts';

// docs/TRUST.md, "If a key is stolen", row by row: what the thief tries against a device that has
// refreshed once, with root 2 of 3, a publisher for linux/retail and one for windows/retail.

function fleet() {
  const repo = new SimulatedRepository();
  repo.addKey('root');
  repo.addKey('root');
  repo.role('root').threshold = 2;
  for (const platform of ['linux', 'windows']) {
    repo.delegate('targets', platform, {
      paths: [`${platform}/retail/*`],
      terminating: true,
      'x-eucora': { platforms: [platform], business_units: ['retail'] },
    });
    add(repo, platform, `${platform}/retail/app`, platform);
  }
  repo.publish('linux', 'windows', 'root', 'targets', 'snapshot', 'timestamp');
  const client = new SimulatedClient(repo);
  expect(client.download('linux/retail/app', 'windows/retail/app')).toBe(true);
  return { repo, client };
}

function add(repo: SimulatedRepository, role: string, path: string, platform: string): void {
  repo.addArtifact(role, path, `by ${role} for ${path}`);
  const note = { package: 'app', version: '1.0', platform, business_unit: 'retail' };
  repo.targetsOf(role).targets[path]!.custom = { 'x-eucora': note };
}

const only = (repo: SimulatedRepository, role: string): SimulatedSigner =>
  [...repo.signers.get(role)!.values()][0]!;

/** From here on the thief signs the role with these keys alone. */
function signAs(repo: SimulatedRepository, role: string, ...keys: readonly SimulatedSigner[]) {
  repo.signers.set(role, new Map(keys.map((key) => [key.keyId, key])));
}

describe('one key stolen', () => {
  test('timestamp: names no older snapshot, and no new one without the snapshot key', () => {
    const { repo, client } = fleet();
    const thief = only(repo, 'timestamp');
    repo.timestamp.meta['snapshot.json'] = { version: 1 };
    repo.publish('timestamp');
    expect(client.outcome()).toEqual(['rolled_back', 'TUF 5.4.3.2']);
    signAs(repo, 'snapshot', thief);
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['unmet_threshold', 'TUF 5.5.3']);
  });

  test('snapshot: hides no role, takes none back, and is not heard without the timestamp', () => {
    const { repo, client } = fleet();
    const thief = only(repo, 'snapshot');
    Reflect.deleteProperty(repo.snapshot.meta, 'linux.json');
    signAs(repo, 'timestamp', thief);
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['unmet_threshold', 'TUF 5.4.2']);
  });

  test('a publisher: vouches for what it was given, for no other path, platform or unit', () => {
    const { repo, client } = fleet();
    add(repo, 'linux', 'windows/retail/evil', 'windows');
    add(repo, 'linux', 'linux/retail/evil', 'windows');
    add(repo, 'linux', 'linux/bank/evil', 'linux');
    // What a thief of this key can do, until its delegation is taken away.
    add(repo, 'linux', 'linux/retail/evil2', 'linux');
    repo.publish('linux', 'snapshot', 'timestamp');
    expect(client.download('linux/retail/evil2')).toBe(true);
    expect(client.download('windows/retail/evil')).toBe(false);
    expect(client.refusal?.code).toBe('no_such_target');
    expect(client.download('linux/bank/evil')).toBe(false);
    expect(client.refusal?.code).toBe('no_such_target');
    expect(client.download('linux/retail/evil')).toBe(false);
    expect(client.refusal).toMatchObject({ code: 'outside_delegation', clause: 'EUCORA T2' });
  });

  test('a publisher: is out as soon as the targets role names another key', () => {
    const { repo, client } = fleet();
    add(repo, 'linux', 'linux/retail/evil', 'linux');
    const { delegations } = repo.targets;
    delegations!.roles = delegations!.roles.filter(({ name }) => name !== 'linux');
    const thief = only(repo, 'linux');
    const fresh = repo.delegate('targets', 'linux', { paths: ['linux/retail/*'] });
    signAs(repo, 'linux', thief);
    repo.publish('linux', 'targets', 'snapshot', 'timestamp');
    expect(client.download('linux/retail/evil')).toBe(false);
    expect(client.refusal).toMatchObject({ clause: 'TUF 5.6.3', role: 'linux' });
    signAs(repo, 'linux', fresh);
    Reflect.deleteProperty(repo.targetsOf('linux').targets, 'linux/retail/evil');
    repo.publish('linux', 'snapshot', 'timestamp');
    expect(client.download('linux/retail/app')).toBe(true);
  });

  test('targets: gives no path away without snapshot and timestamp', () => {
    const { repo, client } = fleet();
    const thief = only(repo, 'targets');
    repo.delegate('targets', 'thief');
    signAs(repo, 'snapshot', thief);
    signAs(repo, 'timestamp', thief);
    repo.publish('thief', 'targets', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['unmet_threshold', 'TUF 5.4.2']);
    expect(client.version('targets')).toBe(2);
  });

  test('one of the root holders: makes no root, also not one with a lower threshold', () => {
    const { repo, client } = fleet();
    const thief = only(repo, 'root');
    signAs(repo, 'root', thief);
    repo.role('root').threshold = 1;
    repo.role('root').keyids = [thief.keyId];
    repo.publish('root');
    expect(client.outcome()).toEqual(['unmet_threshold', 'TUF 5.3.4']);
    expect(client.version('root')).toBe(2);
  });
});

describe('two keys stolen', () => {
  test('timestamp and snapshot, the hub’s both: nothing that no publisher signed', () => {
    const { repo, client } = fleet();
    const thief = only(repo, 'snapshot');
    add(repo, 'linux', 'linux/retail/evil', 'linux');
    signAs(repo, 'linux', thief);
    repo.publish('linux', 'snapshot', 'timestamp');
    expect(client.download('linux/retail/evil')).toBe(false);
    expect(client.refusal).toMatchObject({ code: 'unmet_threshold', clause: 'TUF 5.6.3' });
  });

  test('timestamp and snapshot: an older genuine version is not gone back to', () => {
    const { repo, client } = fleet();
    repo.publish('linux', 'snapshot', 'timestamp');
    expect(client.refresh()).toBeDefined();
    repo.snapshot.meta['linux.json'] = { version: 1 };
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['rolled_back', 'TUF 5.5.5']);
  });

  test('a publisher and the timestamp: nothing new without the snapshot', () => {
    const { repo, client } = fleet();
    const thief = only(repo, 'timestamp');
    add(repo, 'linux', 'linux/retail/evil', 'linux');
    signAs(repo, 'snapshot', thief);
    repo.publish('linux', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['unmet_threshold', 'TUF 5.5.3']);
  });

  test('two publishers: neither speaks for a third platform', () => {
    const { repo, client } = fleet();
    add(repo, 'linux', 'macos/retail/evil', 'macos');
    add(repo, 'windows', 'macos/retail/evil', 'macos');
    repo.publish('linux', 'windows', 'snapshot', 'timestamp');
    expect(client.download('macos/retail/evil')).toBe(false);
    expect(client.refusal?.code).toBe('no_such_target');
  });

  test('a root holder and the targets key: no other root, no other keys', () => {
    const { repo, client } = fleet();
    const [thief, other] = [only(repo, 'root'), only(repo, 'targets')];
    repo.addKey('root', other);
    signAs(repo, 'root', thief, other);
    repo.publish('root');
    expect(client.outcome()).toEqual(['unmet_threshold', 'TUF 5.3.4']);
  });
});
