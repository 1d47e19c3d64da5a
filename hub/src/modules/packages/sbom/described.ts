import type { Metadata } from '../formats/metadata.ts';

/** What a bill of materials is made from; the same gives the same bytes. */
export interface Described {
  readonly name: string;
  readonly version: string;
  readonly architecture: string | null;
  readonly format: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly metadata: Metadata;
  /** When the package was taken in. */
  readonly createdAt: Date;
}

export const tool = 'eucora-edge-hub';
/** What a bill says of itself: it knows what the package declares, and has not opened its files. */
export const completeness =
  'Made from what the package declares of itself: its own files were not opened, and the versions of ' +
  'what it names are constraints.';

/** A name that any reader of package URLs takes, with the hash of the bytes (purl-spec, generic). */
export function packageUrl({ name, version, sha256 }: Described): string {
  const part = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');
  return `pkg:generic/${part(name)}@${part(version)}?checksum=sha256:${sha256}`;
}

/** One thing that the package says it needs. */
export interface Need {
  readonly name: string;
  readonly constraint: string | null;
  readonly optional: boolean;
  /** What would do instead; the package asks for one of all. */
  readonly instead: readonly string[];
}

/** What is needed, each name once, in order; `provides`, `conflicts` and the like are no materials. */
export function needsOf({ dependencies }: Metadata): Need[] {
  const found = new Map<string, Need>();
  for (const { kind, any_of: any } of dependencies) {
    if (kind !== 'requires' && kind !== 'recommends') continue;
    const optional = kind === 'recommends' || any.length > 1;
    for (const { name, constraint } of any) {
      const before = found.get(name);
      if (before !== undefined && !before.optional) continue;
      const instead = any.map((one) => one.name).filter((other) => other !== name);
      found.set(name, { name, constraint, optional, instead });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
