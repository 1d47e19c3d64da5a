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

/** JSON lines on stdout. Loaded only by long-running commands. */
export async function createLogger(level: string): Promise<Logger> {
  const { pino } = await import('pino');
  const timestamp = pino.stdTimeFunctions.isoTime;
  const logger: Logger = pino({ level, base: { program: 'eucora-agent' }, timestamp });
  return logger;
}
