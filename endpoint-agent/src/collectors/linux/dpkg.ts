import type { SoftwareItem } from '@eucora/protocol';
import { cleanText } from '../facts.ts';
import type { Host } from '../host.ts';

export const dpkgStatus = '/var/lib/dpkg/status';
const dpkgUpdates = '/var/lib/dpkg/updates';

/** A maintainer without the e-mail address. */
export function maintainerName(maintainer: string): string | null {
  const name = cleanText(maintainer.replace(/<[^>]*>?/g, '').replace(/^"(.*)"\s*$/, '$1'));
  return name === '' || name.includes('@') ? null : name;
}

/** The value of a field within one stanza (deb822): the rest of its line; folded lines are not wanted. */
function field(stanza: string, name: string): string | undefined {
  const mark = `\n${name}: `;
  const at = stanza.indexOf(mark);
  if (at === -1) return undefined;
  const start = at + mark.length;
  const end = stanza.indexOf('\n', start);
  return stanza.slice(start, end === -1 ? undefined : end).trim();
}

/**
 * Installed packages in dpkg's status file. A package counts when its state is `installed`, whatever
 * is wished for it: `ii` of dpkg -l, and also `hi`, since what is held back is still there.
 */
export function parseDpkgStatus(text: string): SoftwareItem[] {
  return text.split('\n\n').flatMap((part) => {
    const stanza = `\n${part}`;
    if (field(stanza, 'Status')?.split(' ')[2] !== 'installed') return [];
    const name = field(stanza, 'Package');
    const version = field(stanza, 'Version');
    if (!name || !version) return [];
    const architecture = field(stanza, 'Architecture') ?? null;
    const publisher = maintainerName(field(stanza, 'Maintainer') ?? '');
    return [{ name, version, source: 'dpkg', architecture, publisher }];
  });
}

/** Fields divided by tabs, one package a line. */
const queryFormat =
  '${db:Status-Status}\\t${Package}\\t${Version}\\t${Architecture}\\t${Maintainer}\\n';

/** Installed packages in the output of `dpkg-query -W -f` with our format. */
export function parseDpkgQuery(text: string): SoftwareItem[] {
  return text.split('\n').flatMap((line) => {
    const [status, name, version, architecture, maintainer] = line.split('\t');
    if (status !== 'installed' || !name || !version) return [];
    const publisher = maintainerName(maintainer ?? '');
    return [{ name, version, source: 'dpkg', architecture: architecture || null, publisher }];
  });
}

/**
 * Reads the status file itself, a tenth of the cost of running dpkg-query. Only while dpkg has
 * changes that are not merged into it yet is dpkg-query asked, which merges them as it reads.
 */
export async function readDpkg(host: Host): Promise<SoftwareItem[]> {
  if ((await host.list(dpkgUpdates)).length > 0) {
    return parseDpkgQuery(await host.run('dpkg-query', ['-W', '-f', queryFormat]));
  }
  return parseDpkgStatus((await host.readText(dpkgStatus)) ?? '');
}
