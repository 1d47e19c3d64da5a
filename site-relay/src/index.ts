/** The site relay's door for those who run it inside their own process: tests and tools. */
export { runCli } from './cli.ts';
export { readConfig, type RelayConfig } from './config.ts';
export { startRelay, type Relay } from './context.ts';
export { RelayError } from './errors.ts';
export type { StatusReport } from './status/report.ts';
