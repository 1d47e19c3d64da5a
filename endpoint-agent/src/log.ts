import { maskPersonal } from '@eucora/protocol';

/** The part of a pino logger that this package uses. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A logger that says nothing, for tests and one-shot commands. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * JSON lines on stdout (unless told elsewhere), without whom they are about. Loaded only by
 * long-running commands.
 */
export async function createLogger(
  level: string,
  destination?: { write(line: string): void },
): Promise<Logger> {
  const { pino } = await import('pino');
  const options = {
    level,
    base: { program: 'eucora-agent' },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: maskPersonal },
  };
  const logger: Logger = destination === undefined ? pino(options) : pino(options, destination);
  return logger;
}
