import { expect, test } from 'vitest';
import { hexArray, numberArray, parseNumberArray } from './sql-arrays.ts';

test('numbers come back as they went', () => {
  for (const numbers of [[], [7], [1, -2, 2 ** 53 - 1]]) {
    expect(parseNumberArray(numberArray(numbers))).toEqual(numbers);
  }
});

test('bytes are written as PostgreSQL reads them inside an array', () => {
  expect(hexArray([])).toBe('{}');
  expect(hexArray(['00ff', ''])).toBe(String.raw`{"\\x00ff","\\x"}`);
});
