import type { SoftwareItem } from '@eucora/protocol';
import { cleanText } from '../facts.ts';
import type { Host } from '../host.ts';

export interface WingetRow {
  readonly name: string;
  readonly id: string;
  readonly version: string;
  readonly source: string; // winget, msstore or empty
}

/** Columns of a terminal are cells: East Asian wide characters take two. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

function cells(line: string): string[] {
  return Array.from(line).flatMap((character) =>
    wide.test(character) ? [character, ''] : [character],
  );
}

/**
 * Rows of `winget list`: a header, a rule of dashes, then rows aligned to the header. Column titles
 * are translated, so columns go by position: Name, Id, Version, [Available,] Source. What precedes
 * the header is a progress spinner overwritten by carriage returns.
 */
export function parseWingetList(output: string): WingetRow[] {
  const lines = output.split('\n').map((line) => line.replace(/\r$/, '').split('\r').at(-1) ?? '');
  const rule = lines.findIndex((line) => /^-{10,}\s*$/.test(line));
  const header = cells(lines[rule - 1] ?? '');
  const starts = header.flatMap((cell, i) =>
    cell.trim() !== '' && (i === 0 || header[i - 1]?.trim() === '') ? [i] : [],
  );
  if (rule < 1 || starts.length < 3) return [];
  return lines.slice(rule + 1).flatMap((line) => {
    if (line.trim() === '') return [];
    const row = cells(line);
    const column = (n: number): string =>
      n < 0 || n >= starts.length
        ? ''
        : cleanText(row.slice(starts[n], starts[n + 1] ?? row.length).join(''));
    const [name, id, version] = [column(0), column(1), column(2)];
    const source = starts.length > 3 ? column(starts.length - 1) : '';
    return name === '' || id === '' ? [] : [{ name, id, version, source }];
  });
}

/**
 * The rows which the registry does not know: packaged applications (MSIX). All others are in an
 * Uninstall key too and would count twice.
 */
export function packagedItems(rows: readonly WingetRow[]): SoftwareItem[] {
  return rows
    .filter(({ id, source }) => id.startsWith('MSIX\\') || source === 'msstore')
    .map(({ name, version }) => ({
      name,
      version: version.replace(/^[<>]\s*/, '') || 'unknown',
      source: 'winget',
      architecture: null,
      publisher: null,
    }));
}

export async function readWinget(host: Host): Promise<SoftwareItem[]> {
  const args = ['list', '--accept-source-agreements', '--disable-interactivity'];
  return packagedItems(parseWingetList(await host.run('winget.exe', args)));
}
