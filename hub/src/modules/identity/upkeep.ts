import { sweepFlows } from './oidc/flow-store.ts';
import type { PeopleDeps } from './people/settings.ts';
import { sweepPayloads } from './provider/payload-store.ts';
import { signingKeys, sweepSigningKeys } from './provider/signing-keys.ts';
import { sweepSessions } from './sessions.ts';

/** One turn of housekeeping: what expired goes, and nothing stays under old keys. */
export async function keepUp(deps: PeopleDeps): Promise<void> {
  if (deps.settings.localUsers) await signingKeys(deps);
  await sweepSigningKeys(deps.db, deps.now());
  await sweepPayloads(deps);
  await sweepFlows(deps.db, deps.now());
  await sweepSessions(deps);
  await deps.keys.keepUp();
}
