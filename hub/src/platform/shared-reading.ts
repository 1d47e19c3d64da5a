/**
 * One reading for all who ask at the same time or within `ageMsMax` of its beginning, by a clock in
 * ms. A reading that fails is nobody's but theirs who waited for it.
 */
export function sharedReading<T>(
  read: () => Promise<T>,
  ageMsMax: number,
  nowMs: () => number,
): () => Promise<T> {
  let last: { readonly beganMs: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const beganMs = nowMs();
    const ageMs = beganMs - (last?.beganMs ?? Number.NaN);
    if (last && ageMs >= 0 && ageMs < ageMsMax) return last.answer;
    const reading = { beganMs, answer: read() };
    last = reading;
    reading.answer.catch(() => {
      if (last === reading) last = undefined;
    });
    return reading.answer;
  };
}
