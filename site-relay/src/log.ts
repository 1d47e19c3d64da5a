import { maskPersonal } from '@eucora/protocol';
import { pino, type DestinationStream } from 'pino';
import type { LogLevel } from './config.ts';

/** What the relay's parts need of a logger. */
export type Logger = ReturnType<typeof createLogger>;

/**
 * JSON lines on stdout (unless told elsewhere), without whom they are about; whoever supervises the
 * process keeps them.
 */
export function createLogger(level: LogLevel, name: string, destination?: DestinationStream) {
  const options = {
    level,
    name,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: maskPersonal },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
