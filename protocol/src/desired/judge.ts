import { likelyMs } from '../clock.ts';
import { sameBytes } from '../ids.ts';
import type { TargetNote } from '../trust/metadata.ts';
import type { TrustError } from '../trust/refusal.ts';
import type { Found } from '../trust/search.ts';
import { compareVersions } from '../trust/versions.ts';
import { dangersOf, dangerWords } from './dangers.ts';
import { mayDo, type DeviceAction, type Lease, type LeaseCode } from './lease.ts';
import type { DesiredItem, PackageFormat } from './model.ts';
import type { DesiredClause } from './refusal.ts';
import { windowStateAt, type LocalTime } from './windows.ts';

/** What the image side says of an item's artifact: who is vouched for, or why nobody is. */
export type ImageSide =
  | {
      readonly sha256: Uint8Array;
      readonly bytes: number;
      readonly note: TargetNote;
      readonly minVersion: string | null;
    }
  | ImageRefusal;
export type ImageRefusal = Pick<TrustError, 'code' | 'clause' | 'remedy' | 'saw'>;

/** The image side's word from a search that found the artifact (`beginSearch`). */
export function imageSideOf({
  target,
  minVersion,
}: Pick<Found, 'target' | 'minVersion'>): ImageSide {
  return {
    sha256: Buffer.from(target.hashes.get('sha256') ?? '', 'hex'),
    bytes: target.length,
    note: target.note,
    minVersion: minVersion ?? null,
  };
}

export interface ItemFacts {
  readonly item: DesiredItem;
  /** Approvers signed the manifest that the item is of. */
  readonly approved: boolean;
  /** Null where nothing is installed (remove, pin): else somebody has to have looked. */
  readonly imageSide: ImageSide | null;
  readonly lease: Lease;
  readonly installed: string | null;
  /** What can be installed here; absent: the caller has looked. */
  readonly formats?: readonly PackageFormat[];
  /** The device took this very order while the lease was fresh. */
  readonly accepted?: boolean;
  readonly now: LocalTime;
}

/** What a device is to do about an item; `none`: it is so already. */
export type Act = 'install' | 'upgrade' | 'rollback' | 'remove' | 'pin' | 'none';
export type RefusalCode =
  | 'other_plane'
  | 'foreign_format'
  | 'nothing_to_pin'
  | 'not_looked_up'
  | 'sides_disagree'
  | 'wrong_package'
  | 'goes_back'
  | 'not_approved'
  | TrustError['code'];
export type WaitCode = LeaseCode | 'not_yet' | 'window_closed';

interface Reason {
  readonly clause: string; // "EUCORA D5", or the image side's "TUF 5.6.3"
  readonly saw: string;
  readonly remedy: string;
}
export type Verdict =
  | { readonly verdict: 'do'; readonly act: Act }
  | ({
      readonly verdict: 'wait';
      readonly code: WaitCode;
      readonly untilMs: number | null; // null: until a newer document comes
    } & Reason)
  | ({ readonly verdict: 'refuse'; readonly code: RefusalCode } & Reason);

/**
 * What a device does about one item of its slice: both sides have to agree (D5), an approver where it is
 * dangerous (D7), the lease (D6), the schedule (D10). Asked again at each look, since all of it changes.
 */
export function judgeItem(facts: ItemFacts): Verdict {
  const { item, installed, formats } = facts;
  if (item.plane !== 'agent') {
    const saw = `${item.packageName} is ${item.plane}’s on this device`;
    return refuse('other_plane', 'EUCORA D9', saw);
  }
  if (formats && !formats.includes(item.format)) {
    return refuse('foreign_format', 'EUCORA D9', `a package of format ${item.format}`);
  }
  const act = actOf(item, installed);
  if (act === 'none') return { verdict: 'do', act };
  return (
    judgeSides(facts, act) ??
    judgeDangers(facts) ??
    judgeLease(facts, act) ??
    judgeSchedule(facts) ?? { verdict: 'do', act }
  );
}

function actOf({ action, version }: DesiredItem, installed: string | null): Act {
  if (action === 'pin') return 'pin';
  if (action === 'remove') return installed === null ? 'none' : 'remove';
  if (installed === null) return 'install';
  if (installed === version) return 'none';
  return compareVersions(version, installed) < 0 ? 'rollback' : 'upgrade';
}

/** D5: what the director orders is what a publisher vouches for, byte for byte and by name. */
function judgeSides({ item, imageSide, installed }: ItemFacts, act: Act): Verdict | undefined {
  if (act === 'pin' && item.version !== installed) {
    const saw = `${installed ?? 'nothing'} is installed, not ${item.version}`;
    return refuse('nothing_to_pin', 'EUCORA D5', saw);
  }
  if (!item.artifact) return undefined;
  if (!imageSide) return refuse('not_looked_up', 'EUCORA D5', item.artifact.targetPath);
  if ('clause' in imageSide) {
    const { code, clause, saw, remedy } = imageSide;
    return { verdict: 'refuse', code, clause, saw, remedy };
  }
  const { sha256, bytes, note } = imageSide;
  if (!sameBytes(sha256, item.artifact.sha256) || bytes !== item.artifact.bytes) {
    return refuse('sides_disagree', 'EUCORA D5', `two artifacts at ${item.artifact.targetPath}`);
  }
  if (note.package !== item.packageName || note.version !== item.version) {
    const saw = `${item.packageName} ${item.version} ordered, ${note.package} ${note.version} signed`;
    return refuse('wrong_package', 'EUCORA D5', saw);
  }
  if (act !== 'rollback' || item.rollback) return undefined;
  return refuse('goes_back', 'EUCORA D8', `${installed} is installed, ${item.version} is older`);
}

/** D7 */
function judgeDangers({ item, approved, imageSide, installed }: ItemFacts): Verdict | undefined {
  const minVersion = imageSide && 'minVersion' in imageSide ? imageSide.minVersion : null;
  const dangers = approved ? [] : dangersOf(item, { installed, minVersion });
  if (dangers.length === 0) return undefined;
  return refuse('not_approved', 'EUCORA D7', dangers.map((each) => dangerWords[each]).join('; '));
}

/** Which row of the table of states an act is. */
export function actionOf(item: DesiredItem, act: Act, accepted: boolean): DeviceAction {
  if (act === 'rollback') return 'rollback';
  if (item.security) return 'security';
  if (item.format === 'agent' || item.format === 'relay') return 'self_update';
  return accepted ? 'already_signed' : 'new_install';
}

/** D6 */
function judgeLease({ item, lease, accepted }: ItemFacts, act: Act): Verdict | undefined {
  const code = mayDo(actionOf(item, act, accepted ?? false), lease);
  if (code === undefined) return undefined;
  return wait(code, null, 'EUCORA D6', `the lease is ${lease.state.toUpperCase()}`);
}

/** D10: a deadline that is certainly past opens every window. */
function judgeSchedule({ item, now }: ItemFacts): Verdict | undefined {
  const { notBeforeMs, deadlineMs, windows } = item;
  const likely = likelyMs(now, now.wallMs ?? now.loMs);
  if (notBeforeMs !== null && likely < notBeforeMs) {
    const saw = `it begins at ${new Date(notBeforeMs).toISOString()}`;
    return wait('not_yet', notBeforeMs, 'EUCORA D10', saw);
  }
  if (deadlineMs !== null && now.loMs >= deadlineMs) return undefined;
  const state = windowStateAt(windows, now);
  if (state.isOpen) return undefined;
  const saw = `the next window opens at ${new Date(state.opensMs).toISOString()}`;
  return wait('window_closed', state.opensMs, 'EUCORA D10', saw);
}

const newer = 'Bring a newer document of this site, over the wire or on a stick.';
/** What the operator does next, by code. */
export const itemRemedies: Readonly<
  Record<Exclude<RefusalCode, TrustError['code']> | WaitCode, string>
> = {
  other_plane: 'Withdraw the assignment, or make the agent the plane of this package.',
  foreign_format: 'Assign a package that this platform installs, or leave these devices out.',
  nothing_to_pin: 'Install that version first, or pin the one that is there.',
  not_looked_up: 'Let the device fetch the trust metadata; then it looks the artifact up.',
  sides_disagree:
    'Assign the version anew from what is published; if it stays so, somebody signs other bytes ' +
    'than are published: find out who before anything else.',
  wrong_package:
    'Have the publisher sign the artifact with its package name and version ' +
    '(eucora-trust add-target --package NAME --version V), or assign what it is.',
  goes_back: 'Order it as a rollback if an older version is really wanted.',
  not_approved: 'Have the approvers sign the site’s document beside the director.',
  lease_grace: `${newer} Until then only what was ordered before goes on.`,
  lease_hold: `${newer} Until then only security updates and rollbacks are made.`,
  lease_safe: `${newer} Until then the device observes and meters only.`,
  lease_possibly_over: `${newer} By the device’s clock the lease may be over: set its clock right.`,
  not_yet: 'Nothing; the device begins then.',
  window_closed: 'Nothing; the device begins then, or at the deadline.',
};

function refuse(
  code: Exclude<RefusalCode, TrustError['code']>,
  clause: DesiredClause,
  saw: string,
): Verdict {
  return { verdict: 'refuse', code, clause, saw, remedy: itemRemedies[code] };
}

function wait(code: WaitCode, untilMs: number | null, clause: DesiredClause, saw: string): Verdict {
  return { verdict: 'wait', code, untilMs, clause, saw, remedy: itemRemedies[code] };
}
