import { describe, expect, test } from 'vitest';
import { startClock } from '../clock.ts';
import { SimulatedClient } from '../testing/trust-client.ts';
import { SimulatedRepository } from '../testing/trust-repository.ts';
import { anchorFor, idFor } from '../testing/builders.ts';
import { freshnessAt } from './expiry.ts';

// What a device does with metadata when its time is wrong. `lo` is the newest time that somebody
// trusted signed; a wall clock is never asked (PROTOCOL: time).

const year = 365 * 86_400_000;

function set(): { repo: SimulatedRepository; client: SimulatedClient } {
  const repo = new SimulatedRepository();
  return { repo, client: new SimulatedClient(repo) };
}

describe('time table', () => {
  test('clock at 1970: nothing bounds the time, so nothing is refused, and the doubt is told', () => {
    const { client } = set();
    client.now = { loMs: 0, hiMs: null };
    expect(client.refresh()).toBeDefined();
    expect(client.doubts.map(({ role }) => role)).toEqual([
      'root',
      'timestamp',
      'snapshot',
      'targets',
    ]);
  });

  test('clock ten years ahead: the upper bound alone refuses nothing', () => {
    const { repo, client } = set();
    client.now = { loMs: repo.nowMs, hiMs: repo.nowMs + 10 * year };
    expect(client.refresh()).toBeDefined();
    expect(client.doubts).toHaveLength(4);
  });

  test('signed time past the expiry: refused, and told who renews it', () => {
    const { repo, client } = set();
    client.now = { loMs: repo.nowMs + 10 * year, hiMs: null };
    expect(client.refresh()).toBeUndefined();
    expect(client.refusal).toMatchObject({ code: 'expired', clause: 'TUF 5.3.10' });
    expect(client.refusal?.message).toMatch(/expired at 2027-01-31.*it is 203\d.*renew it/);
  });

  test('exact bounds before the expiry: fresh, without a doubt', () => {
    const { client } = set();
    expect(client.refresh()).toBeDefined();
    expect(client.doubts).toEqual([]);
  });

  test('an expiry at the very moment is past', () => {
    expect(freshnessAt(1_000, { loMs: 1_000, hiMs: 1_000 })).toBe('expired');
    expect(freshnessAt(1_000, { loMs: 999, hiMs: 1_000 })).toBe('unproven');
    expect(freshnessAt(1_000, { loMs: 999, hiMs: 999 })).toBe('fresh');
    expect(freshnessAt(1_000, { loMs: 0, hiMs: null })).toBe('unproven');
  });

  test('clock frozen: what is served again is current, what is older is refused all the same', () => {
    const { repo, client } = set();
    const old = repo.published.get('timestamp')![0]!;
    repo.publish('targets', 'snapshot', 'timestamp');
    for (let n = 0; n < 3; n += 1) expect(client.refresh()).toBeDefined();
    repo.published.set('timestamp', [old]);
    expect(client.refresh()).toBeUndefined();
    expect(client.refusal?.clause).toBe('TUF 5.4.3.1');
  });

  test('clock backwards: counters decide, so nothing goes back', () => {
    const { repo, client } = set();
    const old = repo.published.get('timestamp')![0]!;
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.refresh()).toBeDefined();
    client.now = { loMs: repo.nowMs - 5 * year, hiMs: repo.nowMs - 5 * year };
    expect(client.refresh()).toBeDefined();
    repo.published.set('timestamp', [old]);
    expect(client.refresh()).toBeUndefined();
    expect(client.refusal?.code).toBe('rolled_back');
  });

  test('a year powered off: the clock begins at what was last signed, and the chain is taken', () => {
    const { repo, client } = set();
    const anchor = anchorFor('sleeper', { loMs: repo.nowMs, hiMs: repo.nowMs });
    expect(client.refresh()).toBeDefined();
    // The repository went on for a year, with expiries that the sleeper can't know to be near.
    repo.root.expires = repo.timestamp.expires = repo.inDays(400);
    repo.snapshot.expires = repo.targets.expires = repo.inDays(400);
    repo.publish('root', 'targets', 'snapshot', 'timestamp');
    const { loMs, hiMs } = startClock(anchor, { ...anchor, bootId: idFor('new'), boottimeMs: 1 });
    client.now = { loMs, hiMs };
    expect(hiMs).toBeNull();
    expect(client.refresh()).toBeDefined();
    expect(client.version('root')).toBe(2);
    expect(client.doubts).toHaveLength(4);
  });

  test('root rotated 12 times while away: one chain, though each root between has expired', () => {
    const { repo, client } = set();
    expect(client.refresh()).toBeDefined();
    for (let n = 1; n <= 12; n += 1) {
      const signers = [...repo.signers.get('root')!.values()];
      repo.clearKeys('root');
      repo.addKey('root');
      for (const signer of signers) repo.addSigner('root', signer);
      repo.root.expires = repo.inDays(30 * n);
      repo.publish('root');
      for (const signer of signers) repo.signers.get('root')!.delete(signer.keyId);
    }
    client.passDays(359);
    for (const each of [repo.timestamp, repo.snapshot, repo.targets]) {
      each.expires = repo.inDays(400);
    }
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.refresh()).toBeDefined();
    expect(client.version('root')).toBe(13);
    expect(repo.requests.filter(([role]) => role === 'root').at(-1)).toEqual(['root', 14]);
  });

  test('an attacker counts up, a rotation of the online keys brings every device back', () => {
    const { repo, client } = set();
    repo.timestamp.version = repo.snapshot.version = 2 ** 40;
    repo.targets.version = 2 ** 40;
    repo.published.set('snapshot', []).set('targets', []).set('timestamp', []);
    const nothingHeld = new SimulatedClient(repo);
    // The attacker holds all three online and publisher keys; files lie under their versions.
    const lies = new Map<string, Uint8Array>();
    for (const role of ['targets', 'snapshot', 'timestamp']) {
      repo.publish(role);
      const version = role === 'timestamp' ? '' : `${2 ** 40 + 1}.`;
      lies.set(`${version}${role}.json`, repo.published.get(role)!.at(-1)!);
    }
    const honest = repo.fetch.bind(repo);
    repo.fetch = (name) => {
      const bytes = lies.get(name);
      return bytes ? { kind: 'bytes', bytes } : honest(name);
    };
    expect(client.refresh()).toBeDefined();
    expect(client.version('timestamp')).toBe(2 ** 40 + 1);
    // Recovery: root rotates timestamp and snapshot, and all counters begin low again.
    repo.fetch = honest;
    repo.rotate('snapshot');
    repo.rotate('timestamp');
    repo.rotate('targets');
    for (const role of ['targets', 'snapshot', 'timestamp']) repo.published.delete(role);
    repo.timestamp.version = repo.snapshot.version = repo.targets.version = 1;
    repo.publish('root', 'targets', 'snapshot', 'timestamp');
    for (const each of [client, nothingHeld]) {
      expect(each.refresh()).toBeDefined();
      expect(each.trusted()).toBe('root 2, snapshot 1, targets 1, timestamp 1');
    }
  });
});
