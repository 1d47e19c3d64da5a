import type { RelayConfig } from '../config.ts';
import { readIfThere } from '../home/files.ts';
import { homePaths } from '../home/paths.ts';
import { isReport, type StatusReport } from './report.ts';

/** What the relay that runs on this home says of itself; undefined: none runs. */
export async function askStatus(config: RelayConfig): Promise<StatusReport | undefined> {
  const url = (await readIfThere(homePaths(config.home).statusUrl))?.toString().trim();
  const report = url && (await ask(url));
  return isReport(report) ? report : undefined;
}

async function ask(url: string): Promise<unknown> {
  try {
    const answer = await fetch(new URL('api/status/', url), { signal: AbortSignal.timeout(5_000) });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined; // nobody listens there any more
  }
}
