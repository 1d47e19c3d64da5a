import type { TrustError } from '@eucora/protocol/trust';
import type { DesiredItem, ImageSide, Lease, LeaseState } from '@eucora/protocol/desired';
import { describe, expect, test } from 'vitest';
import { attest, bookLimits, emptyBook, entryOf, inPhase, isWaiting } from './book.ts';
import { neededFiles, say, trimmed, waitAfter, withEntry, withWayBack } from './book.ts';
import type { Book, Entry } from './book.ts';
import { bookText, readBook } from './book-file.ts';
import { absent, type Installed } from './contract.ts';
import { intentOf, itemOf, keepItem, keyOf } from './intent.ts';
import { plan, type Known, type PlanFacts } from './plan.ts';
import { order } from './testing/orders.ts';

const artifact = {
  targetPath: 'linux/test/hello_1.0.deb',
  sha256: new Uint8Array(32).fill(1),
  bytes: 100,
  chunkListSha256: new Uint8Array(32).fill(2),
};
const hello = (over: Partial<DesiredItem> = {}): DesiredItem => order({ artifact, ...over });
const side = (over: Partial<Extract<ImageSide, { note: unknown }>> = {}): ImageSide => ({
  sha256: artifact.sha256,
  bytes: 100,
  note: {
    package: 'hello',
    version: '1.0',
    platform: undefined,
    businessUnit: undefined,
    minVersion: undefined,
  },
  minVersion: null,
  ...over,
});
const at = { bootId: 'b0'.repeat(16), boottimeMs: 50_000_000, wallMs: 1_800_000_000_000 };
const who = { at, run: 'this' };
const present = (version: string, over: Partial<Installed> = {}): Installed => {
  return { state: 'installed', version, held: false, ...over };
};
const known = (over: Partial<Known> = {}): Known => {
  return { installed: absent, imageSide: side(), bytes: 'here', ...over };
};
const fresh: Lease = { state: 'fresh', possiblyLater: false };

function facts(items: readonly DesiredItem[], over: Partial<PlanFacts> = {}): PlanFacts {
  return {
    items,
    unread: [],
    generation: 7,
    approved: false,
    lease: fresh,
    now: { loMs: at.wallMs, hiMs: at.wallMs, wallMs: at.wallMs },
    moment: at,
    run: 'this',
    current: new Map(items.map((item) => [keyOf(item), known()])),
    book: emptyBook,
    can: { formats: new Set(['deb', 'rpm']), holding: new Set(['deb']) },
    ...over,
  };
}
/** What a plan says and does, as words. */
const words = (of: PlanFacts): string[] =>
  plan(of).map((step) => {
    if (step.do !== 'say') return step.do;
    const { saying } = step;
    return saying ? `say ${saying.step}${saying.code && `:${saying.code}`}` : 'note';
  });
/** A book with one entry of an order. */
function bookOf(item: DesiredItem, over: Partial<Entry> = {}): Book {
  const key = keyOf(item);
  const entry = entryOf(emptyBook, { key, item, generation: 7, who });
  return withEntry(emptyBook, key, { ...entry, accepted: true, said: 'accepted:', ...over });
}
const one = (item: DesiredItem, state: Partial<Known>, over: Partial<PlanFacts> = {}): PlanFacts =>
  facts([item], { current: new Map([[keyOf(item), known(state)]]), ...over });

describe('an order', () => {
  test.each<[string, PlanFacts, string[]]>([
    ['is taken and carried out', facts([hello()]), ['say accepted', 'install']],
    ['has its bytes fetched', one(hello(), { bytes: 'away' }), ['say accepted', 'fetch']],
    ['waits for its bytes', one(hello(), { bytes: 'coming' }), ['say accepted']],
    [
      'tells of bytes that did not come',
      one(hello(), { bytes: 'failed' }),
      ['say accepted', 'give_up_fetch'],
    ],
    ['is affirmed where it is so', one(hello(), { installed: present('1.0') }), ['note', 'affirm']],
    [
      'is not affirmed of a package that is half installed',
      one(hello(), { installed: present('1.0', { state: 'broken' }) }),
      ['say accepted', 'install'],
    ],
    [
      'goes back only as a rollback',
      one(hello(), { installed: present('2.0') }),
      ['say refused:goes_back'],
    ],
    [
      'goes back as a rollback',
      one(hello({ rollback: true }), { installed: present('2.0') }),
      ['say accepted', 'install'],
    ],
    [
      'to remove needs an approver',
      one(hello({ action: 'remove', version: '', artifact: null }), {
        installed: present('1.0'),
        imageSide: null,
      }),
      ['say refused:not_approved'],
    ],
    [
      'of another plane touches nothing',
      facts([hello({ plane: 'sccm' })], { current: new Map() }),
      ['say refused:other_plane'],
    ],
    [
      'of a format without an installer is refused',
      facts([hello({ format: 'msi' })], { current: new Map() }),
      ['say refused:no_executor'],
    ],
    [
      'of a package that could not be looked at waits',
      facts([hello()], { current: new Map() }),
      [],
    ],
    [
      'before its time is taken, and its bytes come',
      one(hello({ notBeforeMs: at.wallMs + 1_000 }), { bytes: 'away' }),
      ['say accepted', 'say waiting:not_yet', 'fetch'],
    ],
    [
      'outside its window waits with its bytes',
      one(hello({ windows: [{ days: [0], fromMinute: 0, minutes: 1 }] }), {}),
      ['say accepted', 'say waiting:window_closed'],
    ],
    [
      'past its deadline is not held back by a window',
      one(
        hello({ windows: [{ days: [0], fromMinute: 0, minutes: 1 }], deadlineMs: at.wallMs - 1 }),
        {},
      ),
      ['say accepted', 'install'],
    ],
    [
      'is pinned by the package manager',
      one(hello({ action: 'pin', artifact: null }), { installed: present('1.0') }),
      ['say accepted', 'hold'],
    ],
    [
      'to pin where nothing can be held is kept by this agent',
      one(hello({ action: 'pin', artifact: null, format: 'rpm' }), { installed: present('1.0') }),
      ['say accepted', 'affirm'],
    ],
  ])('%s', (_name, given, expected) => {
    expect(words(given)).toEqual(expected);
  });

  test('that nobody vouches for is refused with the clause and the remedy', () => {
    const refusal: Pick<TrustError, 'code' | 'clause' | 'remedy' | 'saw'> = {
      code: 'no_such_target',
      clause: 'TUF 5.7.2',
      saw: 'nobody vouches for it',
      remedy: 'Check the path.',
    };
    const [step] = plan(one(hello(), { imageSide: refusal }));
    expect(step?.do === 'say' && step.saying).toEqual({
      step: 'refused',
      code: 'no_such_target',
      detail: 'nobody vouches for it (TUF 5.7.2). Check the path.',
    });
  });

  test('that an uncertain clock may put outside of its window waits', () => {
    const windows = [{ days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 0, minutes: 1_440 }];
    const day = Math.floor(at.wallMs / 86_400_000) * 86_400_000;
    const narrow = [{ days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 0, minutes: 60 }];
    const within = { loMs: day + 60_000, hiMs: day + 120_000 };
    const across = { loMs: day + 3_500_000, hiMs: day + 3_700_000 };
    const open = facts([hello({ windows: narrow })], { now: within });
    expect(words(open)).toContain('install');
    expect(words(facts([hello({ windows: narrow })], { now: across }))).not.toContain('install');
    expect(words(facts([hello({ windows })], { now: within }))).toContain('install');
  });

  test.each<[LeaseState, string[], string[]]>([
    ['fresh', ['say accepted', 'install'], ['install']],
    ['grace', ['say waiting:lease_grace'], ['install']],
    ['hold', ['say waiting:lease_hold'], ['say waiting:lease_hold']],
    ['safe', ['say waiting:lease_safe'], ['say waiting:lease_safe']],
  ])('in %s: new ones, and what was taken while fresh', (state, news, taken) => {
    const lease: Lease = { state, possiblyLater: false };
    expect(words(facts([hello()], { lease }))).toEqual(news);
    expect(words(facts([hello()], { lease, book: bookOf(hello()) }))).toEqual(taken);
  });

  test('is said once, and security goes first', () => {
    const item = hello({ plane: 'jamf' });
    const book = bookOf(item, { accepted: false, said: 'refused:other_plane' });
    expect(words(facts([item], { book }))).toEqual([]);
    const urgent = hello({ packageName: 'urgent', security: true });
    const steps = plan(
      facts([hello(), urgent], {
        current: new Map([
          ['deb:hello', known()],
          ['deb:urgent', known({ imageSide: side({ note: { ...notes, package: 'urgent' } }) })],
        ]),
      }),
    );
    const first = steps.find((step) => step.do === 'install');
    expect(first?.entry.item.packageName).toBe('urgent');
  });

  test('of which there are two for a package: the first counts', () => {
    const second = hello({ assignment: 'b6'.repeat(16), version: '2.0' });
    expect(words(facts([hello(), second]))).toEqual([
      'say accepted',
      'install',
      'say refused:two_orders',
    ]);
    const unread = [{ assignment: 'c7'.repeat(16), why: 'format "flatpak" is unknown' }];
    expect(words(facts([], { unread }))).toEqual(['say refused:unreadable']);
  });
});

const notes = (side() as Extract<ImageSide, { note: unknown }>).note;

describe('attempts', () => {
  test('end, and nothing but another order begins anew', () => {
    const book = bookOf(hello(), { attempts: 3, said: 'failed:installer_failed' });
    expect(words(facts([hello()], { book }))).toEqual(['say failed:attempts_exhausted']);
    const over = bookOf(hello(), { attempts: 3, phase: 'given_up', said: 'failed:x' });
    expect(words(facts([hello()], { book: over }))).toEqual([]);
    const anew = hello({ assignment: 'b6'.repeat(16) });
    expect(words(facts([anew], { book: over }))).toEqual(['say accepted', 'install']);
  });

  test('wait longer each time, on the machine’s own running time', () => {
    expect([1, 2, 3, 30].map(waitAfter)).toEqual([60_000, 120_000, 240_000, 21_600_000]);
    const waits = { at, waitMs: 60_000 };
    expect(isWaiting(waits, { ...at, boottimeMs: at.boottimeMs + 59_999 })).toBe(true);
    expect(isWaiting(waits, { ...at, boottimeMs: at.boottimeMs + 60_000 })).toBe(false);
    // The clock on the wall counts for nothing; another boot waits anew.
    expect(isWaiting(waits, { ...at, wallMs: at.wallMs + 1e12 })).toBe(true);
    expect(isWaiting(waits, { ...at, bootId: 'b1'.repeat(16), boottimeMs: 1_000 })).toBe(true);
    const book = bookOf(hello(), { attempts: 1, waitMs: 60_000 });
    expect(words(facts([hello()], { book }))).toEqual([]);
  });
});

describe('what is under way', () => {
  const underWay = (over: Partial<Entry>, more: Partial<PlanFacts> = {}) =>
    words(
      facts([hello({ assignment: 'b6'.repeat(16) })], { book: bookOf(hello(), over), ...more }),
    );

  test('comes to its end before another order of the package begins', () => {
    expect(underWay({ phase: 'installing' })).toEqual(['recover']);
    expect(underWay({ phase: 'removing' })).toEqual(['recover']);
    expect(underWay({ phase: 'checking' })).toEqual(['verify']);
    expect(underWay({ phase: 'returning', before: absent })).toEqual(['go_back']);
    const nobody = facts([], { book: bookOf(hello(), { phase: 'checking' }) });
    expect(words(nobody)).toEqual(['verify']);
  });

  test('waits for a restart of the right kind', () => {
    const boot = { phase: 'restart', restart: 'boot' } as const;
    expect(underWay(boot)).toEqual(['say restart_needed:boot_needed']);
    expect(underWay({ ...boot, run: 'another' })).toEqual(['say restart_needed:boot_needed']);
    const rebooted = { moment: { ...at, bootId: 'b1'.repeat(16) } };
    expect(underWay(boot, rebooted)).toEqual(['verify']);
    const restart = { phase: 'restart', restart: 'agent_restart' } as const;
    expect(underWay(restart)).toEqual(['say restart_needed:agent_restart_needed']);
    expect(underWay({ ...restart, run: 'another' })).toEqual(['verify']);
  });

  test('goes back below the floor only with an approver, and only where the lease allows it', () => {
    const back = { phase: 'returning', before: present('0.9') } as const;
    const floor = new Map([['deb:hello', known({ imageSide: side({ minVersion: '0.95' }) })]]);
    expect(underWay(back, { current: floor })).toEqual(['say waiting:rollback_below_floor']);
    expect(underWay(back, { current: floor, approved: true })).toEqual(['go_back']);
    const lease: Lease = { state: 'safe', possiblyLater: false };
    expect(underWay(back, { lease })).toEqual(['say waiting:rollback_not_now']);
    expect(underWay(back, { lease: { ...lease, state: 'hold' } })).toEqual(['go_back']);
  });

  test('a hold of ours is released when no pin asks for it', () => {
    const pin = hello({ action: 'pin', artifact: null });
    const book = bookOf(pin, { phase: 'done', holds: true });
    expect(words(facts([], { book }))).toEqual(['release']);
    const installed = present('1.0', { held: true });
    expect(words(one(pin, { installed }, { book }))).toEqual([]);
  });
});

describe('the book', () => {
  test('keeps an order as it was, byte for byte, and knows when it was damaged', () => {
    const item = hello({ windows: [{ days: [1], fromMinute: 5, minutes: 9 }] });
    expect(itemOf(keepItem(item))).toEqual(item);
    const book = withWayBack(bookOf(item), 'deb:hello', {
      version: '1.0',
      ref: keepItem(item).artifact!,
    });
    const text = bookText(book);
    expect(readBook(text)).toMatchObject(book);
    expect(readBook(text.replace('"attempts":0', '"attempts":1'))).toBeNull();
    expect(readBook(text.slice(0, -10))).toBeNull();
    expect(readBook('')).toBeNull();
    expect([...neededFiles(book)]).toEqual(['01'.repeat(32)]);
  });

  test('names an intent by what is wanted, not by the document that says it', () => {
    expect(intentOf(hello({ ring: 2, attemptsMax: 9 }))).toBe(intentOf(hello()));
    const others = [hello({ version: '2' }), hello({ assignment: 'b6'.repeat(16) })];
    expect(new Set([hello(), ...others].map(intentOf)).size).toBe(3);
  });

  test('holds what it has to say, bounded, the end of a long word and no word twice', () => {
    const book = bookOf(hello());
    const entry = book.entries['deb:hello']!;
    const detail = `${'x'.repeat(3_000)} the remedy`;
    const word = { step: 'failed', code: 'installer_failed', detail } as const;
    const said = say(book, 'deb:hello', entry, word, at);
    const report = said.unsaid[0]?.report;
    expect(report).toMatchObject({
      step: 'failed',
      generation: 7,
      assignment: entry.item.assignment,
    });
    expect(report?.detail).toHaveLength(bookLimits.detailCharactersMax);
    expect(report?.detail.endsWith('the remedy')).toBe(true);
    expect(say(said, 'deb:hello', said.entries['deb:hello']!, word, at).unsaid).toHaveLength(1);
    expect(attest(book, entry, '1.0', at).unsaid[0]?.attestation?.bootId).toBe(at.bootId);
  });

  test('forgets the oldest orders that nobody gives any more, never what is under way', () => {
    let book = emptyBook;
    for (let n = 0; n < bookLimits.entriesMax + 5; n += 1) {
      const item = hello({ packageName: `p${n}` });
      const ordered = { key: keyOf(item), item, generation: n + 1, who };
      const entry = entryOf(book, ordered);
      book = withEntry(book, ordered.key, n === 0 ? inPhase(entry, 'checking', who) : entry);
    }
    const kept = trimmed(book, new Set(['deb:p1']));
    expect(Object.keys(kept.entries)).toHaveLength(bookLimits.entriesMax);
    expect(Object.keys(kept.entries).slice(0, 3)).toEqual(['deb:p0', 'deb:p1', 'deb:p7']);
  });
});
