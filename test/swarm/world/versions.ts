import type { Random } from '../../kit/random.ts';

/** How a product numbers its releases. */
export type VersionStyle = 'debian' | 'semantic' | 'calendar' | 'build';

/** The releases of one product, oldest first, each as its style writes it. */
export function versionFamily(random: Random, style: VersionStyle, count: number): string[] {
  const versions: string[] = [];
  let major = random.between(0, 9);
  let minor = random.between(0, 12);
  let patch = random.between(0, 9);
  let revision = random.between(1, 4);
  for (let release = 0; release < count; release += 1) {
    versions.push(written[style]({ major, minor, patch, revision }));
    if (style === 'debian' && random.chance(0.6)) {
      revision += 1;
    } else if (random.chance(0.1)) {
      [major, minor, patch, revision] = [major + 1, 0, 0, 1];
    } else if (random.chance(0.35)) {
      [minor, patch, revision] = [minor + 1, 0, 1];
    } else {
      patch += random.between(1, 3);
      revision = 1;
    }
  }
  return versions;
}

interface Numbers {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly revision: number;
}

const written: Readonly<Record<VersionStyle, (numbers: Numbers) => string>> = {
  debian: ({ major, minor, patch, revision }) => {
    const security = revision > 1 ? `+deb12u${revision - 1}` : '';
    return `${major}.${minor}.${patch}-${(patch % 3) + 1}${security}`;
  },
  semantic: ({ major, minor, patch }) => `${major}.${minor}.${patch}`,
  calendar: ({ major, minor, patch }) =>
    `${20 + major}.${String((minor % 12) + 1).padStart(2, '0')}.${patch}`,
  build: ({ major, minor, patch, revision }) =>
    `${major}.${minor}.${patch}.${4000 + minor * 97 + patch * 13 + revision}`,
};

/** Index of a release that somebody runs: mostly the newest, some one behind, a long tail of old. */
export function drawRelease(random: Random, count: number): number {
  const behind = Math.floor(random.exponential(count / 6));
  return Math.max(0, count - 1 - behind);
}
