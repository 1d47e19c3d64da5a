import { leafLifeMs } from '@eucora/protocol';
import { describe, expect, test } from 'vitest';
import { judgeEntry, judgeRenewal, type NewestLeaf } from './renewal-policy.ts';

const first = { serial: 'a', issuedMs: 1_000 };
const second: NewestLeaf = { serial: 'b', tlsKey: 'kb', issuedMs: 2_000, shown: true };
const known = (newest?: NewestLeaf, revoked = false) => ({ newest, revoked });

describe('who may connect', () => {
  test('a certificate lives 30 days by the lower bound of time', () => {
    expect(judgeEntry(first, known(), 1_000 + leafLifeMs - 1)).toBe('allow');
    expect(judgeEntry(first, known(), 1_000 + leafLifeMs)).toBe('expired');
    expect(judgeEntry(first, known(), 0)).toBe('allow'); // the relay's clock was restored
  });

  test('whoever is revoked is not let in, whatever he shows', () => {
    expect(judgeEntry(first, known(undefined, true), 1_000)).toBe('revoked');
  });

  test('one that was replaced serves until its successor was seen', () => {
    expect(judgeEntry(first, known({ ...second, shown: false }), 3_000)).toBe('allow');
    expect(judgeEntry(first, known(second), 3_000)).toBe('superseded');
    expect(judgeEntry({ serial: 'b', issuedMs: 2_000 }, known(second), 3_000)).toBe('allow');
  });

  test('one that is newer than this relay remembers is let in', () => {
    expect(judgeEntry({ serial: 'c', issuedMs: 2_001 }, known(second), 3_000)).toBe('allow');
  });
});

describe('who gets the next certificate', () => {
  const asks = (serial: string, issuedMs: number, nextTlsKey = 'kc') => ({
    serial,
    issuedMs,
    nextTlsKey,
  });

  test('whoever holds the newest, or one that we forgot', () => {
    expect(judgeRenewal(asks('b', 2_000), known(second))).toBe('issue');
    expect(judgeRenewal(asks('c', 9_000), known(second))).toBe('issue');
    expect(judgeRenewal(asks('a', 1_000), known())).toBe('issue');
  });

  test('an answer that got lost is given again', () => {
    expect(judgeRenewal(asks('a', 1_000, 'kb'), known(second))).toBe('issue');
    const unseen = { ...second, shown: false };
    expect(judgeRenewal(asks('a', 1_000), known(unseen))).toBe('issue');
  });

  test('a second holder of the identity key is found out', () => {
    expect(judgeRenewal(asks('a', 1_000), known(second))).toBe('cloned_key');
  });

  test('nobody who is revoked', () => {
    expect(judgeRenewal(asks('b', 2_000), known(second, true))).toBe('revoked');
  });
});
