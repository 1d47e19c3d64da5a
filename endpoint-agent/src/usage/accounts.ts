import type { Host } from '../collectors/host.ts';
import { ToolFailedError, ToolMissingError } from '../collectors/host.ts';

/** User names by id in passwd(5) text. The first line of an id wins, as it does for the system. */
export function parsePasswd(text: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name, , uid] = line.split(':');
    if (name && uid && /^\d+$/.test(uid) && !names.has(Number(uid))) names.set(Number(uid), name);
  }
  return names;
}

export interface Accounts {
  /** The user's name; `uid:N` where nobody knows one (a container's user, a deleted account). */
  nameOf(uid: number): Promise<string>;
}

/** Names from /etc/passwd, re-read when it changes; others (LDAP, SSSD) are asked for once each. */
export function createAccounts(hostOf: () => Host): Accounts {
  let stamp: string | undefined;
  let local: ReadonlyMap<number, string> = new Map();
  const directory = new Map<number, string>();
  return {
    nameOf: async (uid) => {
      const host = hostOf();
      const now = await host.stamp('/etc/passwd');
      if (now !== stamp) local = parsePasswd((await host.readText('/etc/passwd')) ?? '');
      stamp = now;
      const name = local.get(uid) ?? directory.get(uid);
      if (name !== undefined) return name;
      const asked = (await askDirectory(host, uid)) ?? `uid:${uid}`;
      directory.set(uid, asked);
      return asked;
    },
  };
}

async function askDirectory(host: Host, uid: number): Promise<string | undefined> {
  try {
    const line = await host.run('getent', ['passwd', String(uid)], { timeoutMs: 3_000 });
    return parsePasswd(line).get(uid);
  } catch (error) {
    if (error instanceof ToolFailedError || error instanceof ToolMissingError) return undefined;
    throw error;
  }
}
