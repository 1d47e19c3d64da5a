/** A finding that stays, and why. One that no longer occurs must be deleted: the test says so. */
export interface Exception {
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    rule: 'function-size',
    path: 'protocol/src/testing/vectors.ts',
    reason: 'one list of test vectors, long because it is complete and without a branch',
  },
  {
    rule: 'function-size',
    path: 'ui/dev/mock/answers.ts',
    reason: 'a table of canned answers, one entry for each route of the contract',
  },
];
