import type { SwarmProgress, SwarmResult } from './swarm.ts';
import type { Comparison } from './verify.ts';

const whole = new Intl.NumberFormat('en-US');

/** One line for a person who waits. */
export function progressLine(progress: SwarmProgress, devices: number): string {
  const { phase, enrolled, produced, acked, seconds, duplicates, repeated } = progress;
  const time = `${seconds.toFixed(0).padStart(5)} s`;
  if (phase === 'enrolling') return `${time}  enrolling  ${whole.format(enrolled)} of ${devices}`;
  const extra = [
    ...(duplicates > 0 ? [`${whole.format(duplicates)} sent twice`] : []),
    ...(repeated > 0 ? [`${whole.format(repeated)} told again`] : []),
  ];
  const counts = `${whole.format(produced)} produced, ${whole.format(acked)} acked`;
  return [`${time}  ${phase.padEnd(9)}  ${counts}`, ...extra].join(', ');
}

/** The end of a run for a person. */
export function resultLine(result: SwarmResult, ledger: Comparison | undefined): string {
  const { run, devices, site, produced, acked, digest, seconds } = result;
  const first =
    `${run}: ${whole.format(devices)} devices at ${site}, ${whole.format(produced)} events ` +
    `produced, ${whole.format(acked)} acked in ${seconds.toFixed(1)} s, digest ${digest}`;
  if (!ledger) return first;
  return ledger.agrees
    ? `${first}; the hub's ledger agrees`
    : `${first}; the hub's ledger differs: ${JSON.stringify(ledger)}`;
}
