/*
 * Array parameters and results in PostgreSQL's text form, for values that need no escaping. The
 * driver looks at every element by itself, which costs more than all the rest of a large statement.
 */

/** Numbers as the text of an int array. */
export function numberArray(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

/** Numbers from the text of an int array without nulls. */
export function parseNumberArray(text: string): number[] {
  return text.length <= 2 ? [] : text.slice(1, -1).split(',').map(Number);
}

/** Hex strings as the text of a bytea array. */
export function hexArray(values: readonly string[]): string {
  return values.length === 0 ? '{}' : `{"\\\\x${values.join('","\\\\x')}"}`;
}
