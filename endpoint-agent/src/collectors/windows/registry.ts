import type { SoftwareItem } from '@eucora/protocol';
import { cleanText } from '../facts.ts';
import { type Host, ToolFailedError } from '../host.ts';

export type RegistryKey = ReadonlyMap<string, string | number>;

/** Text of a .reg file, which `reg export` writes as UTF-16 with a byte order mark. */
export function decodeRegFile(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes);
}

function unquote(text: string): string {
  return text.replaceAll(/\\(["\\])/g, '$1');
}

/** `hex(2):` (expandable) and `hex(7):` (list) hold UTF-16; lists are divided by zero characters. */
function wideText(hex: string): string {
  const bytes = Uint8Array.from(
    hex.split(',').flatMap((pair) => (pair ? [parseInt(pair, 16)] : [])),
  );
  return new TextDecoder('utf-16le').decode(bytes).replaceAll(/\0+/g, ' ').trim();
}

function parseValue(text: string): string | number | undefined {
  if (text.startsWith('"')) return unquote(text.slice(1, text.lastIndexOf('"')));
  if (text.startsWith('dword:')) return parseInt(text.slice(6), 16);
  const wide = /^hex\([27]\):(.*)$/.exec(text)?.[1];
  return wide === undefined ? undefined : wideText(wide);
}

/** Keys and their named values in a .reg file of version 5.00; binary values are left out. */
export function parseRegFile(text: string): ReadonlyMap<string, RegistryKey> {
  const keys = new Map<string, Map<string, string | number>>();
  let values: Map<string, string | number> | undefined;
  // A value may be folded: a backslash at the end of a line, the rest indented.
  for (const line of text.replaceAll(/\\\r?\n\s*/g, '').split(/\r?\n/)) {
    const key = /^\[(.+)\]$/.exec(line)?.[1];
    if (key !== undefined) {
      values = new Map();
      keys.set(key, values);
      continue;
    }
    const pair = /^"((?:[^"\\]|\\.)*)"=(.*)$/.exec(line);
    const value = pair?.[2] === undefined ? undefined : parseValue(pair[2]);
    if (pair?.[1] !== undefined && value !== undefined) values?.set(unquote(pair[1]), value);
  }
  return keys;
}

/**
 * Programs under an Uninstall key, as the settings page lists them: with a name, not a component of
 * the system or of another entry, not an update of something listed.
 */
export function uninstallItems(
  keys: ReadonlyMap<string, RegistryKey>,
  architecture: string | null,
): SoftwareItem[] {
  return [...keys.values()].flatMap((values) => {
    const text = (name: string): string => cleanText(String(values.get(name) ?? ''));
    const name = text('DisplayName');
    const hidden = values.get('SystemComponent') === 1 || text('ParentKeyName') !== '';
    const update = /update|hotfix|service pack/i.test(text('ReleaseType'));
    if (name === '' || hidden || update) return [];
    return [
      {
        name,
        version: text('DisplayVersion') || 'unknown',
        source: 'registry',
        architecture,
        publisher: text('Publisher') || null,
      },
    ];
  });
}

/** Security ids of real users whose hives are loaded, in the output of `reg query HKU`. */
export function loadedUserHives(output: string): string[] {
  return [...output.matchAll(/^HKEY_USERS\\(S-1-(?:5-21|12-1)-[\d-]+)\s*$/gm)].flatMap(
    ([, sid]) => sid ?? [],
  );
}

const uninstall = 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';

async function exported(host: Host, key: string, view: '32' | '64'): Promise<string> {
  try {
    const args = (path: string): string[] => ['export', key, path, '/y', `/reg:${view}`];
    return decodeRegFile(await host.runToFile('reg.exe', args));
  } catch (error) {
    // reg fails alike for a key that is not there, which is usual for a user's own.
    if (error instanceof ToolFailedError) return '';
    throw error;
  }
}

/** Both views of the machine's key, and the key of each user who is signed in. */
export async function readRegistry(host: Host, machine: string): Promise<SoftwareItem[]> {
  const native = machine === 'arm64' ? 'arm64' : 'x64';
  const wide = await exported(host, `HKLM\\${uninstall}`, '64');
  if (wide === '') throw new ToolFailedError('reg.exe exported no Uninstall key of the machine');
  const items = [
    ...uninstallItems(parseRegFile(wide), native),
    ...uninstallItems(parseRegFile(await exported(host, `HKLM\\${uninstall}`, '32')), 'x86'),
  ];
  for (const sid of loadedUserHives(await host.run('reg.exe', ['query', 'HKU']))) {
    const key = `HKU\\${sid}\\${uninstall}`;
    items.push(...uninstallItems(parseRegFile(await exported(host, key, '64')), null));
  }
  return items;
}
