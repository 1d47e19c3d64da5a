import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clamResult, grypeResult, trivyResult } from './results.ts';
import { run } from './run.ts';

const ended = (code: number | null, output: unknown) => ({
  code,
  output: typeof output === 'string' ? output : JSON.stringify(output),
});
const vulnerable = (severity: string, id: string) => ({ VulnerabilityID: id, Severity: severity });

describe('what scanners say', () => {
  it.each([
    ['clean', clamResult(ended(0, ''))],
    ['found', clamResult(ended(1, '/tmp/p.deb: Win.Test.EICAR_HDB-1 FOUND\n'))],
    ['found', clamResult(ended(1, ''))],
    ['failed', clamResult(ended(2, 'ERROR: no database'))],
    ['failed', clamResult(ended(null, ''))],
    ['clean', trivyResult(ended(0, { SchemaVersion: 2 }))],
    ['clean', trivyResult(ended(0, { SchemaVersion: 2, Results: [{ Vulnerabilities: null }] }))],
    ['failed', trivyResult(ended(0, { SchemaVersion: 3, Results: [] }))],
    ['failed', trivyResult(ended(0, ''))],
    ['failed', trivyResult(ended(0, '[]'))],
    ['failed', trivyResult(ended(1, { SchemaVersion: 2 }))],
    ['clean', grypeResult(ended(0, { matches: [] }))],
    ['failed', grypeResult(ended(0, {}))],
    ['failed', grypeResult(ended(1, { matches: [] }))],
  ])('is %s', (status, result) => {
    expect(result.status).toBe(status);
  });

  it('is counted by severity, the worst first', () => {
    const Vulnerabilities = [vulnerable('LOW', 'CVE-1'), vulnerable('CRITICAL', 'CVE-2')];
    const report = { SchemaVersion: 2, Results: [{ Vulnerabilities }, { Vulnerabilities }] };
    expect(trivyResult(ended(0, report))).toEqual({
      status: 'found',
      detail: 'Trivy found 2 critical, 2 low: CVE-2, CVE-1.',
    });
    const matches = [{ vulnerability: { id: 'CVE-3', severity: 'Strange' } }, {}];
    expect(grypeResult(ended(0, { matches })).detail).toMatch(/^Grype found 2 unknown: CVE-3/);
    expect(clamResult(ended(1, 'a: Eicar FOUND\n')).detail).toBe('ClamAV found Eicar.');
  });
});

describe('a program', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eucora-scans-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const bounds = { timeoutMs: 20_000, outputBytesMax: 1_000, signal: new AbortController().signal };
  async function program(script: string): Promise<string> {
    const path = join(folder, 'program');
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o700);
    return path;
  }

  it('gets its arguments as they are, and no shell reads them', async () => {
    const path = await program('printf "%s|" "$@"; exit 3');
    const found = await run(path, ['a b', '$(id)', '; ls'], bounds);
    expect(found).toEqual({ ok: true, code: 3, output: 'a b|$(id)|; ls|' });
  });

  it('that is not there is absent, not clean', async () => {
    expect(await run(join(folder, 'nothing'), [], bounds)).toEqual({ ok: false, fault: 'absent' });
  });

  it('that does not end, or says too much, is killed', async () => {
    const slow = await program('exec sleep 60');
    expect(await run(slow, [], { ...bounds, timeoutMs: 50 })).toEqual({
      ok: false,
      fault: 'timeout',
    });
    expect(await run(slow, [], { ...bounds, signal: AbortSignal.timeout(50) })).toMatchObject({
      fault: 'stopped',
    });
    expect(await run(await program('exec yes'), [], bounds)).toEqual({
      ok: false,
      fault: 'too_much',
    });
  });
});
