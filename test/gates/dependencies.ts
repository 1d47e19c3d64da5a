/** What the lock file says of one installed package. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}
/** What package.json files say that they want. */
export interface Manifest {
  readonly path: string;
  readonly wanted: Readonly<Record<string, string>>;
}
export interface DependencyPolicy {
  /** Licenses that may be in the product, as SPDX identifiers. */
  readonly licenses: readonly string[];
  /** Packages without a license in the lock file, and which one they have. */
  readonly licenseOf: Readonly<Record<string, string>>;
  /** Packages that may run a script when they are installed, by name or scope and slash. */
  readonly scripts: readonly string[];
  /** Advisories that do not concern us, by id, with the reason. */
  readonly advisories: Readonly<Record<string, string>>;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);

/** Every package is wanted in one exact version, so that nothing changes by itself. */
export function inexact(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap(({ path, wanted }) =>
    Object.entries(wanted)
      .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${path} wants ${name} ${version}; give one exact version`),
  );
}

/** What of the lock file breaks the policy: hashes, licenses, scripts at installation. */
export function lockFaults(
  packages: Readonly<Record<string, LockedPackage>>,
  policy: DependencyPolicy,
): string[] {
  return Object.entries(packages).flatMap(([path, locked]) => {
    if (!path.includes('node_modules/') || locked.link === true) return [];
    const name = nameOf(path);
    const faults: string[] = [];
    if (locked.integrity?.startsWith('sha512-') !== true)
      faults.push(`${name} has no SHA-512 in the lock`);
    const license = locked.license ?? policy.licenseOf[name] ?? 'none';
    if (!isAllowed(license, policy.licenses)) faults.push(`${name} has the license ${license}`);
    const mayRun = policy.scripts.some((one) => name === one || name.startsWith(`${one}/`));
    if (locked.hasInstallScript === true && !mayRun) {
      faults.push(`${name} runs a script when it is installed`);
    }
    return faults;
  });
}

/** `(A OR B)` is allowed when one of them is, `A AND B` when both are. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowed.includes(one.trim())));
}

/** What the advisory database says, or that it could not be asked. */
export type Advice =
  | { readonly asked: true; readonly faults: readonly string[] }
  | { readonly asked: false; readonly why: string };

/**
 * Reads the answer of `npm audit --json`: high and critical advisories that no one has explained.
 * A registry that has no such service, or no network at all, is told as that: the build must not
 * depend on it, and its reader must know.
 */
export function readAdvice(output: string, policy: DependencyPolicy): Advice {
  const answer = parsed(output);
  const entries = field(answer, 'vulnerabilities');
  if (typeof entries !== 'object' || entries === null) {
    const why = field(answer, 'message');
    return { asked: false, why: typeof why === 'string' ? why : 'no answer' };
  }
  const faults = Object.entries(entries).flatMap(([name, entry]) => {
    const via = field(entry, 'via');
    return (Array.isArray(via) ? via : []).flatMap((advisory: unknown) => {
      const [severity, url, title] = ['severity', 'url', 'title'].map((key) =>
        field(advisory, key),
      );
      const id = typeof url === 'string' ? (url.split('/').at(-1) ?? url) : '';
      if (severity !== 'high' && severity !== 'critical') return [];
      return id in policy.advisories ? [] : [`${name}: ${String(title)} (${id})`];
    });
  });
  return { asked: true, faults: [...new Set(faults)] };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
