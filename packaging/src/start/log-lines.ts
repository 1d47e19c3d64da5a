/** pino's numbers for levels. */
const levels = { info: 30, warn: 40, error: 50, fatal: 60 } as const;

/** Longer lines are cut, so that one runaway line does not fill the disk; in characters. */
export const lineCharactersMax = 16_384;

const foreignLevels: readonly (readonly [RegExp, number])[] = [
  [/^\[\d+\] \S+ \S+ \[(FTL|PNC)\]|^(FATAL|PANIC):/, levels.fatal],
  [/^\[\d+\] \S+ \S+ \[ERR\]|^ERROR:/, levels.error],
  [/^\[\d+\] \S+ \S+ \[WRN\]|^WARNING:/, levels.warn],
];

/**
 * One line of a log file. A line that is a JSON object already stays as it is; any other (of
 * nats-server, PostgreSQL or a crashing Node) is wrapped so that the file is JSON throughout.
 */
export function toLogLine(name: string, line: string, timeMs: number): string {
  const isWhole = line.length <= lineCharactersMax;
  if (isWhole && line.startsWith('{') && isJson(line)) return `${line}\n`;
  const level = foreignLevels.find(([pattern]) => pattern.test(line))?.[1] ?? levels.info;
  const msg = isWhole ? line : `${line.slice(0, lineCharactersMax)}… (${line.length} characters)`;
  return `${JSON.stringify({ level, time: timeMs, name, msg })}\n`;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    // A brace alone does not make JSON; the line is wrapped.
    return false;
  }
}

/** Cuts text that arrives in pieces into lines; keeps at most one line that is not complete. */
export class LineSplitter {
  #rest = '';

  push(text: string): string[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > 4 * lineCharactersMax) {
      lines.push(this.#rest);
      this.#rest = '';
    }
    return lines.filter((line) => line.trim() !== '');
  }

  /** The last line when the stream ended without a line feed. */
  end(): string[] {
    const rest = this.#rest;
    this.#rest = '';
    return rest.trim() === '' ? [] : [rest];
  }
}
