const INTEGER = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const ONE_DIGIT = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** A count in full: `1,204,331`. */
export function count(value: number): string {
  return INTEGER.format(value);
}

/** A count where room is short: `1.2M`; exact below ten thousand. */
export function shortCount(value: number): string {
  return value < 10_000 ? INTEGER.format(value) : COMPACT.format(value);
}

/**
 * A ratio as a percentage, rounded down: 9,999 of 10,000 is `99.9 %`, because `100 %` is a claim
 * about every single one.
 */
export function percent(ratio: number): string {
  const floored = Math.floor(ratio * 1000 + 1e-9) / 10;
  return `${ONE_DIGIT.format(floored)} %`;
}

/** Events per second; a trickle is not shown as nothing. */
export function rate(perSecond: number): string {
  if (perSecond <= 0) return '0/s';
  if (perSecond < 0.1) return '< 0.1/s';
  if (perSecond < 10) return `${ONE_DIGIT.format(perSecond)}/s`;
  return `${INTEGER.format(perSecond)}/s`;
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in binary units, as operating systems report memory and disks. */
export function bytes(value: number): string {
  let scaled = value;
  let unit = 0;
  while (scaled >= 1024 && unit < BYTE_UNITS.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  const digits = scaled < 10 && unit > 0 ? ONE_DIGIT : INTEGER;
  return `${digits.format(scaled)} ${BYTE_UNITS[unit]}`;
}

/** `1 device`, `2 devices`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** The first characters of a hash or an id: enough to recognise, never to compare. */
export function shortId(id: string, length = 8): string {
  return id.length <= length ? id : id.slice(0, length);
}

/** Keys, hashes and ids within a text, which nobody reads to their end. */
const LONG_WORD = /\b(?=\w*\d)\w{24,}\b/g;

/** A text whose long ids are cut to their beginning; the whole belongs into a tooltip. */
export function withShortIds(text: string): string {
  return text.replaceAll(LONG_WORD, (word) => `${word.slice(0, 12)}…`);
}
