import { intervalAt, type SecurityBody, type SiteId } from '@eucora/protocol';
import {
  openTimeReset,
  requireReset,
  timeResetBytesMax,
  timeResetName,
} from '@eucora/protocol/desired';
import { TrustError, type Root } from '@eucora/protocol/trust';
import type { Logger } from '../log.ts';
import type { TimeKeeper } from './time-keeper.ts';

export interface TimeResetDeps {
  readonly site: SiteId;
  readonly keeper: TimeKeeper;
  readonly logger: Logger;
  readonly tell: (body: SecurityBody) => Promise<void>;
}
/** Who has trust files: a relay's desk. Rejects when it can't be asked. */
export interface ResetSource {
  trustFile(name: string, bytesMax: number): Promise<Uint8Array | null>;
}

const notForUs: ReadonlySet<string> = new Set([
  'reset_used',
  'reset_void',
  'reset_elsewhere',
  'reset_not_needed',
]);

/**
 * Takes root's word that this device's time is too far ahead, where there is one (EUCORA D11). Number and
 * clock are kept in one write. True when it was taken: what seemed to have expired is asked for again.
 */
export async function takeTimeReset(
  source: ResetSource,
  root: Root,
  { site, keeper, logger, tell }: TimeResetDeps,
): Promise<boolean> {
  const bytes = await source.trustFile(timeResetName, timeResetBytesMax);
  if (!bytes) return false;
  const { current, resetNumber = 0 } = keeper.book();
  const now = intervalAt(current, keeper.now().boottimeMs);
  try {
    const reset = openTimeReset(bytes, root);
    requireReset(reset, { site, rootVersion: root.version, usedNumber: resetNumber, now });
    keeper.reset(reset);
    await keeper.save();
    const [from, to] = [now.loMs, reset.loMs].map((ms) => new Date(ms).toISOString());
    logger.warn({ from, to, number: reset.number }, 'root took the time back');
    const detail = `reset ${reset.number}: from ${from} to ${to}`;
    await tell({ kind: 'security', code: 'time_reset', severity: 'critical', detail });
    return true;
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    const { code, message } = error;
    if (!notForUs.has(code)) logger.warn({ code }, `a reset of the time was refused: ${message}`);
    return false;
  }
}
