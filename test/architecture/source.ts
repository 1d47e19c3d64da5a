import { dirname, normalize } from 'node:path/posix';
import { parseSync, Visitor, type Program } from 'oxc-parser';

/** One import, re-export or literal dynamic import, as the file writes it. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
  /** The file meant, from the project's root; absent for packages and Node's own modules. */
  readonly target?: string;
}

/** A TypeScript or JavaScript file with what the rules ask about. Paths are from the root, with /. */
export interface Source {
  readonly path: string;
  readonly package: string;
  readonly isTest: boolean;
  readonly text: string;
  readonly program: Program;
  readonly imports: readonly Import[];
  lineAt(offset: number): number;
}

/** What a rule found, in words for the person who has to repair it. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export class UnparsableSourceError extends Error {
  override readonly name = 'UnparsableSourceError';
}

/** Parses one file; throws UnparsableSourceError when it is not TypeScript or JavaScript. */
export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const [fault] = parsed.errors;
  if (fault) throw new UnparsableSourceError(`${path}: ${fault.message}`);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const bare: Omit<Import, 'target'>[] = [];
  for (const { moduleRequest, entries, start } of parsed.module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    bare.push({ specifier: moduleRequest.value, line: lineAt(start), typeOnly });
  }
  for (const { entries } of parsed.module.staticExports) {
    for (const { moduleRequest, isType, start } of entries) {
      if (!moduleRequest) continue;
      bare.push({ specifier: moduleRequest.value, line: lineAt(start), typeOnly: isType });
    }
  }
  bare.push(...importExpressions(parsed.program, lineAt));
  return {
    path,
    package: path.split('/')[0] ?? '',
    isTest: path.endsWith('.test.ts') || path.startsWith('test/'),
    text,
    program: parsed.program,
    imports: bare.map((found) => withTarget(path, found)),
    lineAt,
  };
}

/** `import('x')` as an expression and as a type: the parser's module record lists neither's value. */
function importExpressions(
  program: Program,
  lineAt: (offset: number) => number,
): Omit<Import, 'target'>[] {
  const found: Omit<Import, 'target'>[] = [];
  new Visitor({
    ImportExpression(node) {
      if (node.source.type !== 'Literal' || typeof node.source.value !== 'string') return;
      found.push({ specifier: node.source.value, line: lineAt(node.start), typeOnly: false });
    },
    TSImportType(node) {
      found.push({ specifier: node.source.value, line: lineAt(node.start), typeOnly: true });
    },
  }).visit(program);
  return found;
}

function withTarget(from: string, found: Omit<Import, 'target'>): Import {
  if (!found.specifier.startsWith('.')) return found;
  return { ...found, target: normalize(`${dirname(from)}/${found.specifier}`) };
}
