import type { Finding, Source } from './source.ts';

/** The hub's modules in their one total order: each sees only those before it. */
export const moduleOrder = [
  'audit',
  'secrets',
  'notifications',
  'identity',
  'sites',
  'ledger',
  'devices',
  'portfolio',
  'licenses',
  'objects',
  'trust',
  'packages',
  'delivery',
  'deployments',
  'privacy',
] as const;

/** What a part of the hub may import besides itself; `modules` always means a module's index.ts. */
const partMayImport: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  modules: ['platform'],
  ingest: ['platform', 'modules'],
  publish: ['platform', 'modules'],
  archive: ['platform', 'modules'],
  delivery: ['platform', 'modules'],
  http: ['platform', 'modules'],
};

interface Place {
  /** First folder under hub/src; empty for the composition root's own files. */
  readonly part: string;
  readonly module?: string;
  readonly inside: string;
}

function placeOf(path: string): Place | undefined {
  const [, src, part = '', ...rest] = path.split('/');
  if (src !== 'src') return undefined;
  if (rest.length === 0) return { part: '', inside: part };
  // What walks all routes uses what signs people in; both are for tests alone.
  if (part === 'http' && rest[0] === 'testing') return { part: 'testing', inside: rest.join('/') };
  if (part !== 'modules') return { part, inside: rest.join('/') };
  const [module = '', ...inside] = rest;
  return { part, module, inside: inside.join('/') };
}

/**
 * The hub's inner order. main.ts, config.ts, context.ts and cli/ put things together and may see
 * every part; everybody enters a module by its index.ts alone.
 */
export function hubLayering(source: Source): Finding[] {
  if (source.package !== 'hub' || source.isTest) return [];
  const from = placeOf(source.path);
  if (!from) return [];
  const findings: Finding[] = [];
  for (const { target, line } of source.imports) {
    const to = target === undefined ? undefined : placeOf(target);
    const message = to && forbidden(from, to);
    if (message) findings.push({ rule: 'hub-layering', path: source.path, line, message });
  }
  return findings;
}

function forbidden(from: Place, to: Place): string | undefined {
  const sameModule = from.part === 'modules' && to.part === 'modules' && from.module === to.module;
  if (sameModule) return undefined;
  if (to.part === 'modules' && to.inside !== 'index.ts') {
    return `${to.module}/${to.inside} is inside a module; enter by ${to.module}/index.ts`;
  }
  if (from.part === 'modules' && to.part === 'modules') return orderFault(from, to);
  const allowed = partMayImport[from.part];
  if (allowed === undefined || from.part === to.part || allowed.includes(to.part)) return undefined;
  return `${from.part} must not import ${to.part === '' ? to.inside : to.part}`;
}

const rank = (module = ''): number => moduleOrder.findIndex((name) => name === module);

function orderFault(from: Place, to: Place): string | undefined {
  if (rank(from.module) < 0)
    return `module ${from.module} is not in the order; add it to moduleOrder`;
  if (rank(to.module) < rank(from.module) && rank(to.module) >= 0) return undefined;
  return `module ${from.module} comes before ${to.module} and must not import it`;
}
