/** The hub for tests and tools that run it inside their own process. */
export { readConfig, type Config } from './config.ts';
export { startHub, type Hub } from './context.ts';
export { migrate } from './platform/migrate.ts';
