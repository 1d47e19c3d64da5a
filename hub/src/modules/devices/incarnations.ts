/** One life of a device's spool, and the one that it continues, where that is known. */
export interface IncarnationNode {
  readonly incarnation: string;
  readonly parent: string | null;
  /** When it began, by the device's clock. */
  readonly beganAt?: Date | null;
  readonly bootId?: string | null;
  /** Somebody decided that it is not the device's own history; nor is what continues it. */
  readonly aside?: boolean;
}

/**
 * An incarnation and those that it continues, newest first. Ends where the tree or our knowledge
 * does.
 */
export function lineage(nodes: readonly IncarnationNode[], from: string): string[] {
  const parents = new Map(nodes.map((node) => [node.incarnation, node.parent]));
  const line: string[] = [];
  for (let next: string | null | undefined = from; next; next = parents.get(next) ?? null) {
    // Parents are claims of devices; a circle of them must not hold us.
    if (!parents.has(next) || line.includes(next)) break;
    line.push(next);
  }
  return line;
}

/**
 * The current incarnation: of the leaves the one that began last by the device's own clock, of
 * equals the one with the longest line behind it, of equals the greater id. When things arrive
 * plays no part, since a late segment is no news; nor does how much comes, so that two machines
 * under one key do not take turns.
 */
export function currentIncarnation(all: readonly IncarnationNode[]): string | null {
  const nodes = withoutAside(all);
  const continued = new Set(nodes.map((node) => node.parent));
  const leaves = nodes.filter((node) => !continued.has(node.incarnation));
  // A circle has no leaf; then any of its members is as good as the other, but always the same one.
  const candidates = (leaves.length > 0 ? leaves : nodes).map(({ incarnation, beganAt }) => ({
    incarnation,
    beganMs: beganAt?.getTime() ?? 0,
    depth: lineage(nodes, incarnation).length,
  }));
  const [current] = candidates.toSorted(
    (a, b) =>
      b.beganMs - a.beganMs || b.depth - a.depth || (a.incarnation < b.incarnation ? 1 : -1),
  );
  return current?.incarnation ?? null;
}

function withoutAside(nodes: readonly IncarnationNode[]): readonly IncarnationNode[] {
  const aside = new Set(nodes.filter((node) => node.aside).map(({ incarnation }) => incarnation));
  if (aside.size === 0) return nodes;
  return nodes.filter(
    ({ incarnation }) => !lineage(nodes, incarnation).some((each) => aside.has(each)),
  );
}
