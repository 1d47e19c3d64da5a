import type { Moment, TimeAnchor, TimeInterval } from '../clock.ts';
import { isSiteId, type SiteId } from '../ids.ts';
import type { JsonObject } from '../trust/canonical-json.ts';
import { tufTime } from '../trust/compose.ts';
import type { Root, Signed } from '../trust/metadata.ts';
import { readSigned } from '../trust/read.ts';
import { TrustError, type TrustCode } from '../trust/refusal.ts';
import { requireThreshold } from '../trust/threshold.ts';

/** What the file is called where trust files are published, and the type that it states. */
export const timeResetName = 'time-reset.json';
export const timeResetType = 'x-eucora-time-reset';
export const timeResetBytesMax = 65_536;

/**
 * The root holders' word that devices which believe it is later than `aboveMs` are wrong, and that it is
 * `loMs` or later (EUCORA D11). A thief of a hub key can sign a time of the far future, which ends every
 * lease and expires all metadata; nothing that the hub can sign takes it back.
 */
export interface TimeReset {
  readonly number: number; // counts from 1, over all resets; each device takes one once
  readonly rootVersion: number; // the root under which it is good: the next one ends it
  readonly aboveMs: number;
  readonly loMs: number;
  readonly sites: readonly SiteId[]; // empty: all
}

const role = 'root';
const clause = 'EUCORA D11';
const refusal = (code: TrustCode, saw: string): TrustError =>
  new TrustError(code, { clause, role }, saw);

/** The part of a reset that the root holders sign, as all metadata; `expiresMs` is for people only. */
export function composeTimeReset(reset: TimeReset, expiresMs: number): JsonObject {
  return {
    _type: timeResetType,
    spec_version: '1.0.31',
    version: reset.number,
    expires: tufTime(expiresMs),
    root_version: reset.rootVersion,
    above_ms: reset.aboveMs,
    lo_ms: reset.loMs,
    sites: reset.sites,
  };
}

/**
 * Opens a reset that the threshold of the trusted root signed. Its expiry is not asked: whom it is for
 * has a wrong idea of the time. @throws TrustError
 */
export function openTimeReset(bytes: Uint8Array, root: Root): TimeReset {
  if (bytes.length > timeResetBytesMax) {
    throw refusal('oversized', `${bytes.length} bytes, at most ${timeResetBytesMax}`);
  }
  const file: Signed<TimeReset> = readSigned(
    bytes,
    role,
    clause,
    timeResetType,
    (signed, head) => ({
      number: head.version,
      rootVersion: signed.integer('root_version', 1),
      loMs: signed.integer('lo_ms', 0),
      aboveMs: signed.integer('above_ms', signed.integer('lo_ms', 0)),
      sites: signed.texts('sites').map((site) => {
        if (isSiteId(site)) return site;
        throw signed.refuse(`"${site.slice(0, 40)}" is no site`);
      }),
    }),
  );
  requireThreshold(file, root.keys, root.roles.root, { clause, role }, `root ${root.version}`);
  return file.signed;
}

export interface ResetFacts {
  readonly site: SiteId;
  readonly rootVersion: number; // of the trusted root
  readonly usedNumber: number; // the highest that this device took; 0: none
  readonly now: TimeInterval;
}

/**
 * Refuses a reset that was used, that is of another root, for another site, or that does not concern
 * this device, whose time lies below. @throws TrustError
 */
export function requireReset(reset: TimeReset, facts: ResetFacts): void {
  if (reset.number <= facts.usedNumber) {
    throw refusal('reset_used', `reset ${reset.number} after ${facts.usedNumber}`);
  }
  if (reset.rootVersion !== facts.rootVersion) {
    const saw = `a reset under root ${reset.rootVersion}, root ${facts.rootVersion} is trusted`;
    throw refusal('reset_void', saw);
  }
  if (reset.sites.length > 0 && !reset.sites.includes(facts.site)) {
    throw refusal('reset_elsewhere', `a reset for ${reset.sites.slice(0, 5).join(', ')}`);
  }
  if (facts.now.loMs <= reset.aboveMs) {
    const [lo, above] = [facts.now.loMs, reset.aboveMs].map((ms) => new Date(ms).toISOString());
    throw refusal(
      'reset_not_needed',
      `it is ${lo} here; the reset is for who believes ${above} is past`,
    );
  }
}

/**
 * The clock after a reset: `lo` is what root says, nothing bounds it from above. Number and clock are
 * written down in one step, so that a device that stops in between takes the reset again or has it.
 */
export function resetClock(now: Moment, reset: TimeReset): TimeAnchor {
  const { bootId, boottimeMs, wallMs } = now;
  return { bootId, boottimeMs, wallMs, loMs: reset.loMs, hiMs: null };
}
