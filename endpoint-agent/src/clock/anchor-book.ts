import {
  limits,
  ProtocolError,
  startClock,
  type BootId,
  type DeviceEvent,
  type Moment,
  type TimeAnchor,
} from '@eucora/protocol';

/** What this machine knows of real time, for its current boot and for those before it. */
export interface AnchorBook {
  readonly current: TimeAnchor;
  readonly older: readonly TimeAnchor[]; // newest first
  /** The highest reset of the time that was taken; absent: none. */
  readonly resetNumber?: number;
}

/** One batch may mention this many boots besides the one in which it is cut. */
export const olderBootsMax = limits.batchAnchorsMax - 1;

/** Opens the book at `now`: the same boot goes on, another one becomes an older boot. */
export function openBook(persisted: AnchorBook | undefined, now: Moment): AnchorBook {
  const current = startClock(persisted?.current, now);
  if (!persisted) return { current, older: [] };
  if (persisted.current.bootId === now.bootId) return { ...persisted, current };
  const older = [persisted.current, ...persisted.older].slice(0, olderBootsMax);
  return { ...persisted, current, older };
}

/** The boots that an event speaks of: the one it happened in, and of a program, the one it ran in. */
export function bootsOf(event: DeviceEvent): readonly BootId[] {
  const { at, body } = event;
  return body.kind === 'usage' && body.bootId !== at.bootId
    ? [at.bootId, body.bootId]
    : [at.bootId];
}

/**
 * Anchors for a batch of these events, the current boot first (PROTOCOL: time).
 * @throws ProtocolError malformed when an event speaks of a boot that is not in the book
 */
export function anchorsFor(book: AnchorBook, events: readonly DeviceEvent[]): TimeAnchor[] {
  const boots = new Set(events.flatMap(bootsOf));
  boots.delete(book.current.bootId);
  const older = [...boots].map((bootId) => {
    const anchor = book.older.find((one) => one.bootId === bootId);
    if (!anchor) throw new ProtocolError('malformed', `nothing is known of boot ${bootId}`);
    return anchor;
  });
  return [book.current, ...older];
}

/** The book with the anchors of recovered events added, as far as it does not know those boots. */
export function mergeAnchors(book: AnchorBook, anchors: readonly TimeAnchor[]): AnchorBook {
  const known = new Set([book.current, ...book.older].map((anchor) => anchor.bootId));
  const added = anchors.filter((anchor) => !known.has(anchor.bootId));
  const distinct = new Map(added.map((anchor) => [anchor.bootId, anchor]));
  return { ...book, older: [...book.older, ...distinct.values()].slice(0, 2 * olderBootsMax) };
}
