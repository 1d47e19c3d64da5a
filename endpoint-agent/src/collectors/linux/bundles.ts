import type { SoftwareItem } from '@eucora/protocol';
import { cleanText } from '../facts.ts';
import type { Host } from '../host.ts';

/**
 * Snaps in the output of `snap list --unicode=never`: columns Name Version Rev Tracking Publisher
 * Notes. A publisher is followed by `**` (verified) or `*` (star developer); `-` means none.
 */
export function parseSnapList(text: string): SoftwareItem[] {
  const [header, ...rows] = text.split('\n');
  const columns = (header ?? '').trim().split(/\s+/);
  const at = (row: readonly string[], column: string): string | undefined =>
    row[columns.indexOf(column)];
  return rows.flatMap((line) => {
    const row = line.trim().split(/\s+/);
    const [name, version] = [at(row, 'Name'), at(row, 'Version')];
    if (!name || !version) return [];
    const publisher = (at(row, 'Publisher') ?? '').replace(/\*+$/, '');
    return [
      {
        name,
        version,
        source: 'snap',
        architecture: null,
        publisher: publisher === '' || publisher === '-' ? null : publisher,
      },
    ];
  });
}

/** Columns of `flatpak list`, which divides them by tabs when it writes to no terminal. */
const flatpakColumns = 'application,version,arch,branch';

/** Applications in that output. One without a version is told apart by its branch. */
export function parseFlatpakList(text: string): SoftwareItem[] {
  return text.split('\n').flatMap((line) => {
    const [name, version, architecture, branch] = line.split('\t').map(cleanText);
    if (!name) return [];
    return [
      {
        name,
        version: version || branch || 'unknown',
        source: 'flatpak',
        architecture: architecture || null,
        publisher: null, // the origin is a remote's name, not who publishes
      },
    ];
  });
}

export async function readSnaps(host: Host): Promise<SoftwareItem[]> {
  return parseSnapList(await host.run('snap', ['list', '--unicode=never', '--color=never']));
}

/** Applications for all users, runtimes left out: they come with the applications that need them. */
export async function readFlatpaks(host: Host): Promise<SoftwareItem[]> {
  const args = ['list', '--system', '--app', `--columns=${flatpakColumns}`];
  return parseFlatpakList(await host.run('flatpak', args));
}
