import type { SoftwareItem } from '@eucora/protocol';
import { cleanText } from '../facts.ts';
import type { Host } from '../host.ts';

/** Where the database is: sqlite (4.16 and later), ndb, Berkeley DB; the old and the new place. */
export const rpmDatabases = ['/usr/lib/sysimage/rpm', '/var/lib/rpm'].flatMap((folder) =>
  ['rpmdb.sqlite', 'Packages.db', 'Packages'].map((file) => `${folder}/${file}`),
);

/** A missing epoch prints nothing, so that versions compare as rpm writes them. */
export const rpmFormat =
  '%{NAME}\\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{VENDOR}\\n';

/** Packages in the output of `rpm -qa --qf` with our format. Public keys are no software. */
export function parseRpm(text: string): SoftwareItem[] {
  return text.split('\n').flatMap((line) => {
    const [name, version, arch, vendor] = line.split('\t');
    if (!name || !version || name === 'gpg-pubkey') return [];
    return [{ name, version, source: 'rpm', architecture: known(arch), publisher: known(vendor) }];
  });
}

function known(text: string | undefined): string | null {
  const clean = cleanText(text ?? '');
  return clean === '' || clean === '(none)' ? null : clean;
}

/** Asks rpm, where there is a database for it; `root` is another system's root folder. */
export async function readRpm(host: Host, root?: string): Promise<SoftwareItem[]> {
  const rooted = root === undefined ? [] : ['--root', root];
  return parseRpm(await host.run('rpm', [...rooted, '-qa', '--qf', rpmFormat]));
}
