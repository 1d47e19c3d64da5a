import { createSignInLink as create } from '../modules/identity/index.ts';
import { Database } from '../platform/db.ts';

/** The secret of a bootstrap sign-in link of the hub whose database this is. */
export async function createSignInLink(databaseUrl: string, now: () => Date): Promise<string> {
  await using db = new Database({ url: databaseUrl, connectionsMax: 1 });
  return create({ db, now }, 'test');
}
