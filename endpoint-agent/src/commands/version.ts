import type { BuildDescription } from '@eucora/protocol/self-update';
import { agentVersion, homeFormats } from '../version.ts';

/** What this program says of itself before it is put in another's place. */
export function showVersion(json: boolean): string {
  if (!json) return `eucora-agent ${agentVersion}`;
  const description: BuildDescription = {
    program: 'eucora-agent',
    version: agentVersion,
    homeReadsFrom: homeFormats.readsFrom,
    homeWrites: homeFormats.writes,
  };
  return JSON.stringify(description);
}
