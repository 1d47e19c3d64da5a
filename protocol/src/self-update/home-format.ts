/** What a program says of itself (`version --json`) before it is put in anybody's place. */
export interface BuildDescription {
  readonly program: 'eucora-agent' | 'eucora-relay';
  readonly version: string;
  /** The formats of a home that it can open, and the one that it writes. */
  readonly homeReadsFrom: number;
  readonly homeWrites: number;
}

export type BuildRefusal = 'not_this_program' | 'other_version' | 'home_too_old' | 'home_too_new';

/** Reads what a program printed; null when it is none of ours. */
export function readDescription(text: string): BuildDescription | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { program, version, homeReadsFrom, homeWrites }: Record<string, unknown> = { ...value };
  if (program !== 'eucora-agent' && program !== 'eucora-relay') return null;
  if (typeof version !== 'string' || version === '') return null;
  if (typeof homeReadsFrom !== 'number' || !Number.isSafeInteger(homeReadsFrom)) return null;
  if (typeof homeWrites !== 'number' || !Number.isSafeInteger(homeWrites)) return null;
  return { program, version, homeReadsFrom, homeWrites };
}

/** Why a program can't take over a home of this format; null: it can. */
export function refusalOfBuild(
  build: BuildDescription,
  wanted: { readonly program: BuildDescription['program']; readonly version: string },
  homeFormat: number,
): BuildRefusal | null {
  if (build.program !== wanted.program) return 'not_this_program';
  if (build.version !== wanted.version) return 'other_version';
  if (homeFormat < build.homeReadsFrom) return 'home_too_old';
  return homeFormat > build.homeWrites ? 'home_too_new' : null;
}

/**
 * The format in which a home is kept: a program on trial leaves it as it is, so that the version
 * before can go on; one that is good brings it to its own.
 */
export function formatToKeep(homeFormat: number, writes: number, onTrial: boolean): number {
  return onTrial ? homeFormat : Math.max(homeFormat, writes);
}
