import type { Finding, Source } from './source.ts';

type Reach = 'value' | 'type';

/**
 * Which workspace packages a package may import; what is not listed is forbidden.
 * The endpoint agent stays with protocol alone because its size is the shipped binary's size;
 * the console knows the protocol's types but carries none of its code.
 */
export const mayImport: Readonly<Record<string, Readonly<Record<string, Reach>>>> = {
  protocol: {},
  connectors: { protocol: 'value' },
  hub: { protocol: 'value', connectors: 'value' },
  'site-relay': { protocol: 'value' },
  'endpoint-agent': { protocol: 'value' },
  ui: { protocol: 'type' },
  packaging: { protocol: 'value' },
  test: {
    protocol: 'value',
    connectors: 'value',
    hub: 'value',
    'site-relay': 'value',
    'endpoint-agent': 'value',
    packaging: 'value',
  },
};

const scope = '@eucora/';

/** Packages see each other only as the table says, by package name, never by a path into a folder. */
export function packageImports(source: Source): Finding[] {
  const findings: Finding[] = [];
  const report = (line: number, message: string) =>
    findings.push({ rule: 'package-imports', path: source.path, line, message });
  for (const { specifier, line, typeOnly, target } of source.imports) {
    if (target !== undefined && !target.startsWith(`${source.package}/`)) {
      report(line, `${specifier} leaves the package; import another package by its name`);
    }
    if (!specifier.startsWith(scope)) continue;
    const [other = ''] = specifier.slice(scope.length).split('/');
    if (other === source.package) {
      report(line, `${specifier} is this very package; import the file instead`);
      continue;
    }
    const reach = mayImport[source.package]?.[other];
    if (reach === undefined) {
      report(line, `${source.package} must not import ${other}`);
    } else if (reach === 'type' && !typeOnly) {
      report(line, `${source.package} may import only types of ${other}`);
    }
  }
  return findings;
}

// Arithmetic over bytes that are already in memory; everything else of Node is IO or a clock.
const pureModules = new Set([
  'node:crypto',
  'node:zlib',
  'node:buffer',
  'node:util',
  'node:assert',
]);

/** Protocol decides and never acts, so that a year offline is a unit test. */
export function protocolDoesNoIo(source: Source): Finding[] {
  if (source.isTest || !source.path.startsWith('protocol/src/')) return [];
  return source.imports
    .filter(({ specifier }) => specifier.startsWith('node:') && !pureModules.has(specifier))
    .map(({ specifier, line }) => ({
      rule: 'protocol-does-no-io',
      path: source.path,
      line,
      message: `${specifier} does IO; pass in what it would give`,
    }));
}

/** No file reaches itself through what it imports at run time. Each cycle is reported once. */
export function importCycles(sources: readonly Source[]): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const state = new Map<string, 'open' | 'done'>();
  const findings: Finding[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const source = byPath.get(path);
    if (!source || state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      const cycle = [...trail.slice(trail.indexOf(path)), path].join(' → ');
      findings.push({ rule: 'import-cycles', path, line: 1, message: cycle });
      return;
    }
    state.set(path, 'open');
    for (const { target, typeOnly } of source.imports) {
      if (target !== undefined && !typeOnly) visit(target, [...trail, path]);
    }
    state.set(path, 'done');
  };
  for (const { path } of sources) visit(path, []);
  return findings;
}
