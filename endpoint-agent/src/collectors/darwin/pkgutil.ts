import type { SoftwareItem } from '@eucora/protocol';
import type { Host } from '../host.ts';
import { parsePairs } from './system.ts';

const receiptsMax = 2_000;

/** Apple's own receipts come with the system, whose version is a fact of its own. */
export function parsePackages(output: string): string[] {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((id) => id !== '' && !/^com\.apple\.(pkg|files)\./.test(id))
    .slice(0, receiptsMax);
}

/** The item of one `pkgutil --pkg-info`: lines package-id, version, volume, location, install-time. */
export function parsePackageInfo(output: string): SoftwareItem[] {
  const info = parsePairs(output);
  const [name, version] = [info.get('package-id'), info.get('version')];
  if (!name || !version) return [];
  return [{ name, version, source: 'pkgutil', architecture: null, publisher: null }];
}

export async function readPackages(host: Host): Promise<SoftwareItem[]> {
  const items: SoftwareItem[] = [];
  // One at a time: each is a short process, and nobody waits for the answer.
  for (const id of parsePackages(await host.run('pkgutil', ['--pkgs']))) {
    items.push(...parsePackageInfo(await host.run('pkgutil', ['--pkg-info', id])));
  }
  return items;
}
