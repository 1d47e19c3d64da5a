/** The hub for tests and tools that run it inside their own process. */
export { readConfig, type Config } from './config.ts';
export { startHub, type Hub } from './context.ts';
export { openLocalIngest, type LocalIngest, type LocalIngestOptions } from './local-ingest.ts';
export { migrate } from './platform/migrate.ts';
