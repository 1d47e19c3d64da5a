import { Visitor, type Node } from 'oxc-parser';
import type { Finding, Source } from './source.ts';

const linesPerFileMax = 400;
const linesPerFunctionMax = 70;
const linesPerMainMax = 25;

function finding(source: Source, rule: string, offset: number, message: string): Finding {
  return { rule, path: source.path, line: source.lineAt(offset), message };
}

/** A file that needs a map is two files; a main.ts that grows hides a composition root. */
export function fileSize(source: Source): Finding[] {
  const lines = source.text.trimEnd().split('\n').length;
  const isMain = /^[^/]+\/src\/main\.ts$/.test(source.path);
  const most = isMain ? linesPerMainMax : linesPerFileMax;
  if (lines <= most) return [];
  const message = `${lines} lines, at most ${most}`;
  return [{ rule: 'file-size', path: source.path, line: lines, message }];
}

/** Functions fit on a screen; the callbacks of a test suite are its chapters and are exempt. */
export function functionSize(source: Source): Finding[] {
  if (/\.(test|suite)\.ts$/.test(source.path)) return [];
  const findings: Finding[] = [];
  const measure = (node: Node): void => {
    const lines = source.lineAt(node.end) - source.lineAt(node.start) + 1;
    if (lines <= linesPerFunctionMax) return;
    const message = `function of ${lines} lines, at most ${linesPerFunctionMax}`;
    findings.push(finding(source, 'function-size', node.start, message));
  };
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(source.program);
  return findings;
}

function isProcessMember(node: Node, property: string): boolean {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.object.type === 'Identifier' &&
    node.object.name === 'process' &&
    node.property.name === property
  );
}

/** The environment has one reader per package, so that every name it knows is in one place. */
export function environmentReaders(source: Source): Finding[] {
  // The bootstrap runs before anything is installed and hands its whole environment on.
  const isReader = /(^|[/.])config\.ts$/.test(source.path);
  if (isReader || source.path.startsWith('packaging/bootstrap/')) return [];
  const findings: Finding[] = [];
  const message = 'only config.ts reads the environment; take the value as an argument';
  new Visitor({
    MemberExpression(node) {
      if (!isProcessMember(node, 'env')) return;
      findings.push(finding(source, 'environment-readers', node.start, message));
    },
    ImportSpecifier(node) {
      const named = node.imported.type === 'Identifier' && node.imported.name === 'env';
      const parent = source.imports.find(({ line }) => line === source.lineAt(node.start));
      if (!named || parent?.specifier !== 'node:process') return;
      findings.push(finding(source, 'environment-readers', node.start, message));
    },
  }).visit(source.program);
  return findings;
}

/** process.exit skips every `finally` and dispose; setting exitCode does not. */
export function processExit(source: Source): Finding[] {
  const findings: Finding[] = [];
  new Visitor({
    CallExpression(node) {
      if (!isProcessMember(node.callee, 'exit')) return;
      const message = 'set process.exitCode and let the loop run dry';
      findings.push(finding(source, 'process-exit', node.start, message));
    },
  }).visit(source.program);
  return findings;
}

/** `any` turns the compiler off where it is needed most. */
export function anyTypes(source: Source): Finding[] {
  const findings: Finding[] = [];
  new Visitor({
    TSAnyKeyword(node) {
      const message = 'use unknown and narrow it, or name the type';
      findings.push(finding(source, 'any-types', node.start, message));
    },
  }).visit(source.program);
  return findings;
}

/** State at module level makes a second instance in one process impossible. */
export function moduleState(source: Source): Finding[] {
  if (/\.(test|suite)\.ts$/.test(source.path)) return [];
  return source.program.body.flatMap((statement) => {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (inner?.type !== 'VariableDeclaration' || !/^(let|var)$/.test(inner.kind) || inner.declare)
      return [];
    const message = `module-level ${inner.kind}; put it into an object somebody creates`;
    return [finding(source, 'module-state', inner.start, message)];
  });
}
