import type { Targets } from './metadata.ts';

/**
 * Order of two package versions, as Debian defines it (deb-version(7)): an epoch before a colon,
 * then digits by value and the rest by letter, `~` before the end of the text. It orders dotted
 * numbers of every platform as one expects. Negative when `a` is older.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [splitVersion(a), splitVersion(b)];
  return (
    left.epoch - right.epoch ||
    compareParts(left.upstream, right.upstream) ||
    compareParts(left.revision, right.revision)
  );
}

function splitVersion(text: string) {
  const [, epoch = '0', rest = ''] = /^(?:(\d{1,9}):)?(.*)$/s.exec(text) ?? [];
  const at = rest.lastIndexOf('-');
  return {
    epoch: Number(epoch),
    upstream: at < 0 ? rest : rest.slice(0, at),
    revision: at < 0 ? '' : rest.slice(at + 1),
  };
}

/** Text and digits take turns, text first, so that "1" and "a1" compare text with text. */
function turns(text: string): readonly string[] {
  const parts = text.match(/\D+|\d+/g) ?? [];
  return /^\d/.test(text) ? ['', ...parts] : parts;
}

function compareParts(a: string, b: string): number {
  const [left, right] = [turns(a), turns(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one, other] = [left[at] ?? '', right[at] ?? ''];
    const order = at % 2 === 0 ? compareText(one, other) : compareDigits(one, other);
    if (order !== 0) return order;
  }
  return 0;
}

function compareText(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = weight(a.charAt(at)) - weight(b.charAt(at));
    if (order !== 0) return order;
  }
  return 0;
}

function weight(letter: string): number {
  if (letter === '~') return -1;
  if (letter === '') return 0;
  return /[A-Za-z]/.test(letter) ? letter.charCodeAt(0) : letter.charCodeAt(0) + 256;
}

function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * The highest `min_version` that a role's metadata names for a package (EUCORA T3): going back below
 * it needs an approver's signature beside the director's, since older versions are genuine too.
 */
export function floorOf(targets: Targets, name: string): string | undefined {
  return [...targets.targets.values()]
    .flatMap(({ note }) => (note.package === name && note.minVersion ? [note.minVersion] : []))
    .toSorted(compareVersions)
    .at(-1);
}

/** True when a version lies below the floor. */
export function isBelowFloor(version: string, floor: string | undefined): boolean {
  return floor !== undefined && compareVersions(version, floor) < 0;
}
