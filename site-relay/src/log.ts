import { pino } from 'pino';
import type { LogLevel } from './config.ts';

/** What the relay's parts need of a logger. */
export type Logger = ReturnType<typeof createLogger>;

/** JSON lines on stdout; whoever supervises the process keeps them. */
export function createLogger(level: LogLevel, name: string) {
  return pino({ level, name, base: { name }, timestamp: pino.stdTimeFunctions.isoTime });
}
