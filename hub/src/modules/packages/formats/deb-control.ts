import type { Dependency, DependencyKind } from './metadata.ts';
import { MalformedError } from './source.ts';

/**
 * Reads the one paragraph of a control file (deb-control(5)): fields by their name in small letters,
 * continuation lines joined. @throws MalformedError
 */
export function controlFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let current = '';
  for (const line of text.split('\n')) {
    if (/^\s*$/.test(line)) {
      if (fields.size > 0) break;
      continue;
    }
    if (line.startsWith('#')) continue;
    if (/^[ \t]/.test(line)) {
      const before = fields.get(current);
      if (before === undefined) throw bad('its first line continues nothing');
      fields.set(current, `${before}\n${line.slice(1)}`);
      continue;
    }
    const [, name = '', value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === '') throw bad(`"${line.slice(0, 60)}" is no field`);
    current = name.toLowerCase();
    if (fields.has(current)) throw bad(`the field ${name} is there twice`);
    fields.set(current, value.trimEnd());
  }
  return fields;
}

const bad = (what: string): MalformedError =>
  new MalformedError('bad_text', `Its control file can't be read: ${what}.`);

const kinds: readonly (readonly [field: string, kind: DependencyKind])[] = [
  ['pre-depends', 'requires'],
  ['depends', 'requires'],
  ['recommends', 'recommends'],
  ['suggests', 'suggests'],
  ['provides', 'provides'],
  ['conflicts', 'conflicts'],
  ['breaks', 'conflicts'],
  ['replaces', 'replaces'],
];

/** What other packages the fields name: alternatives, versions, architectures (deb-control(5)). */
export function controlDependencies(fields: ReadonlyMap<string, string>): Dependency[] {
  return kinds.flatMap(([field, kind]) =>
    (fields.get(field) ?? '')
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text) => ({ kind, any_of: text.split('|').map((one) => relation(one, field)) })),
  );
}

const relationText =
  /^([a-z0-9][a-z0-9+.-]+)(?::[a-z0-9-]+)?\s*(?:\(\s*(<<|<=|=|>=|>>|<|>)\s*([^\s)]+)\s*\))?\s*(?:\[[^\]]*\])?$/i;

function relation(text: string, field: string): Dependency['any_of'][number] {
  const [, name, sign, version] = relationText.exec(text.trim()) ?? [];
  if (name === undefined) throw bad(`"${text.trim().slice(0, 60)}" in ${field} names no package`);
  return { name, constraint: version === undefined ? null : `${sign} ${version}` };
}
