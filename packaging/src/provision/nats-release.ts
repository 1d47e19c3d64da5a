/** A server version as its three numbers. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** The oldest server with the settings we rely on (`sync_interval`). */
export const NATS_VERSION_MIN: Version = { major: 2, minor: 10, patch: 0 };

/** The official release taken when neither the machine nor Debian offers a server. */
export const NATS_RELEASE = '2.10.29';

/** SHA-256 of the official Linux archives of NATS_RELEASE, by Node's name of the architecture. */
const RELEASE_ARCHIVES: Readonly<Record<string, { readonly name: string; sha256: string }>> = {
  x64: {
    name: 'linux-amd64',
    sha256: 'e314da74a83a1d3876db8814c27eb990fe729640fd6452025b441bcede8390da',
  },
  arm64: {
    name: 'linux-arm64',
    sha256: 'da4b27942ecfb4c5f0c54553d2e7f470ddda9d7581cfe8131b351a0e223ed401',
  },
  arm: {
    name: 'linux-arm7',
    sha256: 'a59e7336a32ef78b0ca8bc3e6707a5770461d3f45c4c2f96cfef263f26eaefd5',
  },
  ia32: {
    name: 'linux-386',
    sha256: 'abc385394c19784558f7aa2f9770fe2daceb22cf95e3fa398c832590479396b0',
  },
};

/** Reads the answer of `nats-server --version`; undefined when it is not one. */
export function parseNatsVersion(output: string): Version | undefined {
  const match = /^nats-server: v(\d+)\.(\d+)\.(\d+)/m.exec(output);
  if (!match) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}

/** True when `version` is at least `minimum`. */
export function isAtLeast(version: Version, minimum: Version): boolean {
  const order = [
    version.major - minimum.major,
    version.minor - minimum.minor,
    version.patch - minimum.patch,
  ];
  return (order.find((difference) => difference !== 0) ?? 0) >= 0;
}

export interface ReleaseAsset {
  readonly url: string;
  readonly sha256: string;
  /** Path of the program inside the archive. */
  readonly member: string;
}

/** The official archive for a platform (Node's names); undefined where none is pinned. */
export function releaseAsset(platform: string, arch: string): ReleaseAsset | undefined {
  const archive = platform === 'linux' ? RELEASE_ARCHIVES[arch] : undefined;
  if (!archive) return undefined;
  const stem = `nats-server-v${NATS_RELEASE}-${archive.name}`;
  const releases = 'https://github.com/nats-io/nats-server/releases/download';
  return {
    url: `${releases}/v${NATS_RELEASE}/${stem}.tar.gz`,
    sha256: archive.sha256,
    member: `${stem}/nats-server`,
  };
}

/**
 * The machine's own Debian mirror, from `apt-get indextargets --format '$(REPO_URI)'` or from
 * `apt-get update --print-uris`, which also answers before any package list was loaded. The main
 * archive is the one whose address ends in `/debian`; the others carry no nats-server.
 */
export function debianMirror(output: string): string | undefined {
  return output
    .split('\n')
    .map((line) => /^\s*'?(\S+?\/debian)\/*(\/dists\/|\s*$)/.exec(line)?.[1])
    .find((address) => address !== undefined);
}
