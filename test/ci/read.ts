import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { AllowedSkip, FileResult, GateResult } from './verdict.ts';

/** Gates as .ci/run notes them: name, passed or failed, reason; separated by tabs. */
export async function readGates(path: string): Promise<GateResult[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [name = '', outcome = '', reason = ''] = line.split('\t');
    return { name, passed: outcome === 'passed', reason };
  });
}

/** Reads vitest's JSON report; no report reads as a run without tests, which judge() fails. */
export async function readReport(path: string, root: string): Promise<FileResult[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  return list(field(JSON.parse(text), 'testResults')).map((entry) => ({
    file: relative(root, string(field(entry, 'name'))),
    status: string(field(entry, 'status')),
    message: string(field(entry, 'message')).split('\n')[0] ?? '',
    tests: list(field(entry, 'assertionResults')).map((test) => ({
      name: string(field(test, 'fullName')),
      status: string(field(test, 'status')),
    })),
  }));
}

export async function readAllowedSkips(path: string): Promise<AllowedSkip[]> {
  return list(JSON.parse(await readFile(path, 'utf8'))).map((entry) => ({
    test: string(field(entry, 'test')),
    reason: string(field(entry, 'reason')),
  }));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
