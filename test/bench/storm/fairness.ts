/**
 * Jain's index of shares: 1 when all have the same, 1/n when one has everything (R. Jain, D. Chiu,
 * W. Hawe, A Quantitative Measure of Fairness, DEC TR-301, 1984). NaN when nobody has anything.
 */
export function jainIndex(shares: readonly number[]): number {
  const sum = shares.reduce((a, b) => a + b, 0);
  const squares = shares.reduce((a, b) => a + b * b, 0);
  return (sum * sum) / (shares.length * squares);
}
