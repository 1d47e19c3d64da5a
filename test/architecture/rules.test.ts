import { describe, expect, it } from 'vitest';
import {
  anyTypes,
  environmentReaders,
  fileSize,
  functionSize,
  moduleState,
  processExit,
} from './code-rules.ts';
import { hubLayering } from './hub-rules.ts';
import { importCycles, packageImports, protocolDoesNoIo } from './import-rules.ts';
import { parseSource, UnparsableSourceError, type Finding, type Source } from './source.ts';
import { foreignWords } from './text-rules.ts';

const messages = (findings: readonly Finding[]): string[] => findings.map((each) => each.message);

const betweenPackages = (path: string, text: string): string[] =>
  messages(packageImports(parseSource(path, text)));
const insideHub = (path: string, specifier: string): string[] =>
  messages(hubLayering(parseSource(path, `import { x } from '${specifier}';`)));
const parse = (text: string, path = 'hub/src/a.ts'): Source => parseSource(path, text);
const countWords = (text: string): number => foreignWords({ path: 'a.md', text }).length;

describe('imports between packages', () => {
  it.each([
    ['hub/src/a.ts', "import { limits } from '@eucora/protocol';"],
    ['hub/src/a.ts', "import type { Connector } from '@eucora/connectors';"],
    ['endpoint-agent/src/a.ts', "import { limits } from '@eucora/protocol';"],
    ['ui/src/a.ts', "import type { Lane } from '@eucora/protocol';"],
    ['test/kit/a.ts', "import { supervise } from '@eucora/packaging';"],
  ])('%s may say %s', (path, text) => {
    expect(betweenPackages(path, text)).toEqual([]);
  });

  it.each([
    ['hub/src/a.ts', "import { Journal } from '@eucora/site-relay';", 'hub must not import'],
    ['hub/src/a.ts', "export * from '@eucora/endpoint-agent';", 'hub must not import'],
    ['hub/src/a.ts', "const x = await import('@eucora/ui');", 'hub must not import'],
    ['hub/src/a.ts', "type T = import('@eucora/ui').T;", 'hub must not import'],
    ['endpoint-agent/src/a.ts', "import '@eucora/connectors';", 'must not import connectors'],
    ['ui/src/a.ts', "import { limits } from '@eucora/protocol';", 'only types'],
    ['ui/src/a.ts', "import { type A, b } from '@eucora/protocol';", 'only types'],
    ['protocol/src/a.ts', "import { x } from '@eucora/hub';", 'must not import hub'],
    ['packaging/src/a.ts', "import { kit } from '@eucora/test';", 'must not import test'],
    ['hub/src/a.ts', "import { x } from '../../site-relay/src/x.ts';", 'leaves the package'],
    ['hub/src/a.ts', "import { x } from '@eucora/hub';", 'this very package'],
  ])('%s must not say %s', (path, text, complaint) => {
    expect(betweenPackages(path, text).join()).toContain(complaint);
  });

  it('keeps files and sockets out of protocol, but not out of its tests', () => {
    const text =
      "import { readFile } from 'node:fs/promises';\nimport { hash } from 'node:crypto';";
    expect(messages(protocolDoesNoIo(parseSource('protocol/src/a.ts', text)))).toHaveLength(1);
    expect(protocolDoesNoIo(parseSource('protocol/src/a.test.ts', text))).toEqual([]);
  });

  it('finds a cycle of values once and lets types go round', () => {
    const a = parseSource('hub/src/a.ts', "import { b } from './b.ts';");
    const b = parseSource('hub/src/b.ts', "import { a } from './a.ts';");
    const typed = parseSource('hub/src/b.ts', "import type { A } from './a.ts';");
    expect(messages(importCycles([a, b]))).toEqual(['hub/src/a.ts → hub/src/b.ts → hub/src/a.ts']);
    expect(importCycles([a, typed])).toEqual([]);
  });
});

describe('order inside the hub', () => {
  it.each([
    ['hub/src/modules/devices/service.ts', '../sites/index.ts'],
    ['hub/src/modules/devices/service.ts', './store.ts'],
    ['hub/src/modules/devices/service.ts', '../../platform/db.ts'],
    ['hub/src/ingest/commit.ts', '../modules/ledger/index.ts'],
    ['hub/src/http/app.ts', '../modules/audit/index.ts'],
    ['hub/src/context.ts', './http/app.ts'],
    ['hub/src/cli/token.ts', '../context.ts'],
    ['hub/src/http/testing/accounts.ts', '../../testing/browser.ts'],
    ['hub/src/modules/audit/seal.test.ts', '../devices/store.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(insideHub(path, specifier)).toEqual([]);
  });

  it.each([
    ['hub/src/modules/sites/service.ts', '../devices/index.ts', 'comes before'],
    ['hub/src/modules/devices/service.ts', '../sites/store.ts', 'enter by sites/index.ts'],
    ['hub/src/ingest/commit.ts', '../modules/ledger/store.ts', 'enter by ledger/index.ts'],
    ['hub/src/context.ts', './modules/ledger/store.ts', 'enter by ledger/index.ts'],
    ['hub/src/modules/weather/service.ts', '../audit/index.ts', 'not in the order'],
    ['hub/src/modules/licenses/service.ts', '../weather/index.ts', 'must not import'],
    ['hub/src/modules/audit/routes.ts', '../../http/app.ts', 'modules must not import http'],
    ['hub/src/platform/db.ts', '../modules/audit/index.ts', 'platform must not import modules'],
    ['hub/src/http/app.ts', './testing/seed.ts', 'http must not import testing'],
    ['hub/src/platform/db.ts', '../config.ts', 'platform must not import config.ts'],
    ['hub/src/ingest/commit.ts', '../publish/receipts.ts', 'ingest must not import publish'],
  ])('%s must not import %s', (path, specifier, complaint) => {
    expect(insideHub(path, specifier).join()).toContain(complaint);
  });
});

describe('code', () => {
  it('bounds files and main.ts', () => {
    expect(fileSize(parse('x;\n'.repeat(400)))).toEqual([]);
    expect(messages(fileSize(parse('x;\n'.repeat(401))))).toEqual(['401 lines, at most 400']);
    expect(fileSize(parse('x;\n'.repeat(26), 'hub/src/main.ts'))).toHaveLength(1);
  });

  it('bounds functions, named or not, except a suite', () => {
    const long = `const f = () => {\n${'x;\n'.repeat(69)}};`;
    expect(messages(functionSize(parse(long)))).toEqual(['function of 71 lines, at most 70']);
    expect(functionSize(parse(long, 'hub/src/a.test.ts'))).toEqual([]);
  });

  it('lets config.ts alone read the environment', () => {
    expect(environmentReaders(parse('const a = process.env.HOME;'))).toHaveLength(1);
    expect(environmentReaders(parse("import { env } from 'node:process';"))).toHaveLength(1);
    expect(environmentReaders(parse('process.env.A;', 'hub/src/config.ts'))).toEqual([]);
    expect(environmentReaders(parse("import { env } from './env.ts';"))).toEqual([]);
  });

  it('finds exits, any and module state', () => {
    expect(processExit(parse('process.exit(1); process.exitCode = 1;'))).toHaveLength(1);
    expect(anyTypes(parse('const a = b as any; function f(x: any[]) {}'))).toHaveLength(2);
    const state = 'let a = 1; export let b = 2; const c = 3; function f() { let d; }';
    expect(moduleState(parse(state))).toHaveLength(2);
  });

  it('refuses what it cannot parse instead of passing it', () => {
    expect(() => parse('const = ;')).toThrow(UnparsableSourceError);
  });
});

describe('words', () => {
  it.each([
    ['the folder of a machine', ['see /wo', 'rk/main'].join('')],
    ['a home of a machine', ['"/ro', 'ot/.npmrc"'].join('')],
    ['a registry', ['https://registry.npm', 'js.org/vite'].join('')],
    ['a lock file with addresses', ['"reso', 'lved": "https://host/x.tgz"'].join('')],
    ['a tracker number', ['closes iss', 'ue #12'].join('')],
  ])('finds %s', (_what, text) => {
    expect(countWords(text)).toBe(1);
  });

  it('lets ordinary words and relative folders be', () => {
    const text =
      './wor${"k"}/x hub/network/ teamwor${"k"}/ an issue, 12 of them; $HOME/root-certificates';
    expect(countWords(text)).toBe(0);
  });
});
