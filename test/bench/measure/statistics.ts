/** The value below which this share of the samples lies (nearest rank); NaN without samples. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = Math.ceil(share * sorted.length);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]!;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** One reading of something that changes with time. */
export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

/** Least-squares slope of the samples, in their unit per minute; NaN for fewer than two moments. */
export function slopePerMinute(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [atMs, value] = [mean((sample) => sample.atMs), mean((sample) => sample.value)];
  let [covariance, variance] = [0, 0];
  for (const sample of samples) {
    covariance += (sample.atMs - atMs) * (sample.value - value);
    variance += (sample.atMs - atMs) ** 2;
  }
  return variance === 0 ? Number.NaN : (60_000 * covariance) / variance;
}
