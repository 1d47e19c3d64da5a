/** The site relay's door for those who run it inside their own process: tests and tools. */
export { runCli } from './cli.ts';
export { readConfig, type RelayConfig } from './config.ts';
export { startRelay, type Relay } from './context.ts';
export type { WantedArtifact } from './cache/store.ts';
export { RelayError } from './errors.ts';
export { createLogger } from './log.ts';
export { isReport, type StatusReport } from './status/report.ts';
/** The uplink's decisions without its IO: what goes out when, within the hub's credit. */
export {
  newFlight,
  noteReceipt,
  noteRefused,
  noteSent,
  planLane,
  rewind,
  type LaneFlight,
} from './uplink/plan.ts';
