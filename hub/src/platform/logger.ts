import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { maskPersonal } from '@eucora/protocol';
import { maskSecrets } from './mask.ts';

export type Logger = PinoLogger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/**
 * JSON lines on stdout (unless told elsewhere). Secrets that could ride along are blanked, and whom a
 * line is about.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'hub', pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: (line: string) => maskPersonal(maskSecrets(line)) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
