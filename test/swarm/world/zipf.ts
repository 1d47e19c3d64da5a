/**
 * Shares of machines that have the product of each rank: min(ceiling, k / rank^exponent), with k
 * such that a machine has `mean` products on average. Few products are everywhere, most are rare.
 */
export function zipfShares(
  count: number,
  mean: number,
  exponent = 0.9,
  ceiling = 0.98,
): readonly number[] {
  if (mean >= count * ceiling) return Array.from({ length: count }, () => ceiling);
  const sharesAt = (k: number): number[] =>
    Array.from({ length: count }, (_, index) => Math.min(ceiling, k / (index + 1) ** exponent));
  const meanAt = (k: number): number => sharesAt(k).reduce((sum, share) => sum + share, 0);
  let [low, high] = [0, count ** exponent];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (meanAt(middle) < mean) low = middle;
    else high = middle;
  }
  return sharesAt(high);
}
