/** What the ledger says of one lane of one incarnation, as far as histories depend on it. */
export interface LaneFacts {
  readonly lane: number;
  /** The highest number that came, and when it was said by the device's clock. */
  readonly last: number;
  readonly lastMs: number | null;
  /** The lowest number after which a child goes on; null: no child has this lane. */
  readonly fork: number | null;
  /** When the first event after the fork was said; null: there is none. */
  readonly beyondMs: number | null;
  /** Where this incarnation goes on after its parent; null: its beginning did not come yet. */
  readonly parentLast: number | null;
  /** The contradicting branch that its parent's last hash belongs to, if any. */
  readonly parentBranch: string | null;
}
/** One life of a device's spool. */
export interface Life {
  readonly incarnation: string;
  readonly parent: string | null;
  readonly beganMs: number | null;
  readonly bootId: string | null;
  readonly lanes: readonly LaneFacts[];
}
/** A contradicting branch: batches whose numbers another history holds. */
export interface Contradiction {
  readonly branch: string;
  readonly incarnation: string;
  readonly beganMs: number;
  readonly lastMs: number;
  readonly boots: readonly string[];
  readonly lanes: readonly { readonly lane: number; readonly first: number }[];
  readonly waiting: number; // batches in quarantine that nobody decided about
}
/** One history under a device's key: what one machine, in one unbroken life, told of itself. */
export interface History {
  /** Stays the same while the history goes on. */
  readonly id: string;
  /** Goes on in the shared incarnation, in incarnations of its own, or only in quarantine. */
  readonly kind: 'continued' | 'incarnation' | 'contradiction';
  /** Its own incarnations, oldest first; the shared one when it is `continued`. */
  readonly incarnations: readonly string[];
  /** Branches of it that only quarantine holds. */
  readonly contradictions: readonly string[];
  /** Branches that it sent again under an incarnation of its own: evidence, and nothing more. */
  readonly sentAgain: readonly string[];
  readonly beganMs: number;
  readonly lastMs: number;
  /** Batches of its contradictions that nobody decided about. */
  readonly waiting: number;
}

/**
 * Reads a device's histories from the tree of its incarnations (PROTOCOL: device batch). A tree
 * without a fork is one history. Arrival order decides nothing: marks, hashes and the device's own
 * clock do.
 */
export function historiesOf(
  lives: readonly Life[],
  contradictions: readonly Contradiction[],
): History[] {
  const children = Map.groupBy(lives, (life) => life.parent);
  const byId = new Map(lives.map((life) => [life.incarnation, life]));
  const ends = lives.flatMap((life): History[] => {
    const own = children.get(life.incarnation) ?? [];
    if (own.length === 0) return [lineOf(life, byId, children)];
    return wentOn(life) ? [tailOf(life)] : [];
  });
  return contradictions.reduce<History[]>((histories, branch) => {
    const own = (history: History): Life[] =>
      history.kind === 'incarnation'
        ? history.incarnations.flatMap((id) => byId.get(id) ?? [])
        : [];
    const next = histories.findIndex((history) => goesOn(branch, own(history)));
    const again = histories.findIndex((history) =>
      own(history).some((life) => wasSentAgain(branch, life)),
    );
    const index = next >= 0 ? next : again;
    const found = histories[index];
    if (!found) return [...histories, alone(branch)];
    return histories.with(index, next >= 0 ? joined(found, branch) : withEvidence(found, branch));
  }, ends);
}

/** True when it went on after a child had begun to continue it. */
function wentOn({ lanes }: Life): boolean {
  return lanes.some(({ last, fork }) => fork !== null && last > fork);
}

function tailOf(life: Life): History {
  const lanes = life.lanes.filter(({ last, fork }) => fork !== null && last > fork);
  const lastMs = Math.max(0, ...lanes.flatMap((lane) => lane.lastMs ?? []));
  return {
    id: life.incarnation,
    kind: 'continued',
    incarnations: [life.incarnation],
    contradictions: [],
    sentAgain: [],
    beganMs: Math.min(lastMs, ...lanes.flatMap(({ beyondMs }) => beyondMs ?? [])),
    lastMs,
    waiting: 0,
  };
}

function lastOf({ lanes, beganMs }: Life): number {
  return Math.max(beganMs ?? 0, ...lanes.flatMap(({ lastMs }) => lastMs ?? []));
}

/** A leaf with those before it that it alone continues. */
function lineOf(
  leaf: Life,
  byId: ReadonlyMap<string, Life>,
  children: ReadonlyMap<string | null, readonly Life[]>,
): History {
  const line = [leaf];
  for (let at = leaf; at.parent !== null;) {
    const parent = byId.get(at.parent);
    const siblings = children.get(at.parent)?.length ?? 0;
    // Parents are claims of devices; a circle of them must not hold us.
    if (!parent || siblings > 1 || wentOn(parent) || line.includes(parent)) break;
    line.unshift(parent);
    at = parent;
  }
  const [first = leaf] = line;
  return {
    id: first.incarnation,
    kind: 'incarnation',
    incarnations: line.map((life) => life.incarnation),
    contradictions: [],
    sentAgain: [],
    beganMs: first.beganMs ?? lastOf(first),
    lastMs: Math.max(...line.map(lastOf)),
    waiting: 0,
  };
}

/** A contradicting branch goes on where its own name or its last hash is taken up. */
function goesOn({ branch }: Contradiction, own: readonly Life[]): boolean {
  return own.some(
    ({ incarnation, lanes }) =>
      incarnation === branch || lanes.some((lane) => lane.parentBranch === branch),
  );
}

/** In the same boot, what had been refused went out again under an incarnation of its own. */
function wasSentAgain(branch: Contradiction, life: Life): boolean {
  if (life.parent !== branch.incarnation || life.bootId === null) return false;
  if (!branch.boots.includes(life.bootId)) return false;
  return branch.lanes.every(({ lane, first }) =>
    life.lanes.some(
      (own) => own.lane === lane && own.parentLast !== null && own.parentLast < first,
    ),
  );
}

function joined(history: History, branch: Contradiction): History {
  return {
    ...history,
    contradictions: [...history.contradictions, branch.branch],
    beganMs: Math.min(history.beganMs, branch.beganMs),
    waiting: history.waiting + branch.waiting,
  };
}

function withEvidence(history: History, { branch, beganMs }: Contradiction): History {
  const sentAgain = [...history.sentAgain, branch];
  return { ...history, sentAgain, beganMs: Math.min(history.beganMs, beganMs) };
}

function alone(branch: Contradiction): History {
  const { branch: id, beganMs, lastMs, waiting } = branch;
  const rest = { beganMs, lastMs, waiting };
  const branches = { contradictions: [id], sentAgain: [] };
  return { id, kind: 'contradiction', incarnations: [], ...branches, ...rest };
}

/** Shorter overlaps may come from clocks that are set right after a restore. */
const overlapMsMin = 60_000;

/**
 * The histories that were alive at the same time as another one: two machines under one key. One
 * that ended before the next began is a restore, however often that happens.
 */
export function concurrentOf(histories: readonly History[]): History[] {
  return histories.filter((a) =>
    histories.some(
      (b) => a !== b && a.lastMs - b.beganMs > overlapMsMin && b.lastMs - a.beganMs > overlapMsMin,
    ),
  );
}
