import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  anyTypes,
  environmentReaders,
  fileSize,
  functionSize,
  moduleState,
  processExit,
} from './code-rules.ts';
import { exceptions } from './exceptions.ts';
import { hubLayering } from './hub-rules.ts';
import { importCycles, mayImport, packageImports, protocolDoesNoIo } from './import-rules.ts';
import { parseSources, readTexts } from './project.ts';
import type { Finding, Source } from './source.ts';
import { foreignWords, type Text } from './text-rules.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('the project as it stands', () => {
  let texts: readonly Text[];
  let sources: readonly Source[];
  let findings: readonly Finding[];

  beforeAll(async () => {
    texts = await readTexts(root);
    sources = parseSources(texts);
    findings = [
      ...sources.flatMap(packageImports),
      ...sources.flatMap(protocolDoesNoIo),
      ...importCycles(sources),
      ...sources.flatMap(hubLayering),
      ...sources.flatMap(fileSize),
      ...sources.flatMap(functionSize),
      ...sources.flatMap(environmentReaders),
      ...sources.flatMap(processExit),
      ...sources.flatMap(anyTypes),
      ...sources.flatMap(moduleState),
      ...texts.flatMap(foreignWords),
    ];
  });

  it.each([
    'package-imports',
    'protocol-does-no-io',
    'import-cycles',
    'hub-layering',
    'file-size',
    'function-size',
    'environment-readers',
    'process-exit',
    'any-types',
    'module-state',
    'foreign-words',
  ])('keeps the rule %s', (rule) => {
    const open = findings
      .filter((found) => found.rule === rule)
      .filter(({ path }) => !exceptions.some((each) => each.rule === rule && each.path === path))
      .map(({ path, line, message }) => `${path}:${line} ${message}`);
    expect(open).toEqual([]);
  });

  it('has no exception that is not needed any more', () => {
    const stale = exceptions.filter(
      ({ rule, path }) => !findings.some((found) => found.rule === rule && found.path === path),
    );
    expect(stale).toEqual([]);
  });

  it('knows every workspace, so that a new or moved folder cannot slip past the rules', async () => {
    const manifest: unknown = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
    expect(manifest).toMatchObject({ workspaces: expect.arrayContaining(Object.keys(mayImport)) });
    expect(manifest).toHaveProperty('workspaces.length', Object.keys(mayImport).length);
  });
});
