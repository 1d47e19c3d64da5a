import type { Host } from '../collectors/host.ts';
import { ToolFailedError, ToolMissingError } from '../collectors/host.ts';

export interface Account {
  readonly name: string; // `uid:N` where nobody knows one (a container's user, a deleted account)
  readonly home: string | null;
}

/** Accounts by id in passwd(5) text. The first line of an id wins, as it does for the system. */
export function parsePasswd(text: string): ReadonlyMap<number, Account> {
  const accounts = new Map<number, Account>();
  for (const line of text.split('\n')) {
    const [name, , uid, , , home] = line.split(':');
    const id = Number(uid);
    if (!name || !uid || !/^\d+$/.test(uid) || accounts.has(id)) continue;
    accounts.set(id, { name, home: home || null });
  }
  return accounts;
}

export interface Accounts {
  of(uid: number): Promise<Account>;
}

/** Accounts of /etc/passwd, re-read when it changes; others (LDAP, SSSD) are asked for once each. */
export function createAccounts(hostOf: () => Host): Accounts {
  let stamp: string | undefined;
  let local: ReadonlyMap<number, Account> = new Map();
  const directory = new Map<number, Account>();
  return {
    of: async (uid) => {
      const host = hostOf();
      const now = await host.stamp('/etc/passwd');
      if (now !== stamp) local = parsePasswd((await host.readText('/etc/passwd')) ?? '');
      stamp = now;
      const known = local.get(uid) ?? directory.get(uid);
      if (known !== undefined) return known;
      const asked = (await askDirectory(host, uid)) ?? { name: `uid:${uid}`, home: null };
      directory.set(uid, asked);
      return asked;
    },
  };
}

async function askDirectory(host: Host, uid: number): Promise<Account | undefined> {
  try {
    const line = await host.run('getent', ['passwd', String(uid)], { timeoutMs: 3_000 });
    return parsePasswd(line).get(uid);
  } catch (error) {
    if (error instanceof ToolFailedError || error instanceof ToolMissingError) return undefined;
    throw error;
  }
}
