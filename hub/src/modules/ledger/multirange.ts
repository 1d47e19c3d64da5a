import type { Ranges } from '@eucora/protocol';

/** Ranges from PostgreSQL's text of an int8multirange, such as `{[1,4),[9,10)}`. */
export function parseMultirange(text: string): Ranges {
  if (text === '{}') return [];
  return text
    .slice(2, -2)
    .split('),[')
    .map((part) => {
      const [first, end] = part.split(',').map(Number);
      if (first === undefined || end === undefined || !Number.isSafeInteger(first + end)) {
        throw new TypeError(`not an int8multirange in canonical form: ${text.slice(0, 80)}`);
      }
      return { first, last: end - 1 };
    });
}

/** PostgreSQL's text of an int8multirange. */
export function formatMultirange(ranges: Ranges): string {
  return `{${ranges.map(({ first, last }) => `[${first},${last + 1})`).join(',')}}`;
}
