import { sweepFlows } from './oidc/flow-store.ts';
import type { PeopleDeps } from './people/settings.ts';
import { sweepPayloads } from './provider/payload-store.ts';
import { signingKeys } from './provider/signing-keys.ts';
import { sweepSessions } from './sessions.ts';

/** One turn of housekeeping: a new signing key where one is due, and what expired goes. */
export async function keepUp(deps: PeopleDeps): Promise<void> {
  if (deps.settings.localUsers) await signingKeys(deps);
  await sweepPayloads(deps);
  await sweepFlows(deps.db, deps.now());
  await sweepSessions(deps);
}
