/** How one gate of the run ended. */
export interface GateResult {
  readonly name: string;
  readonly passed: boolean;
  readonly reason: string;
}

/** What vitest's JSON reporter says of one test file, as far as the verdict needs it. */
export interface FileResult {
  readonly file: string;
  readonly status: string;
  readonly message: string;
  readonly tests: readonly { readonly name: string; readonly status: string }[];
}

/** A test that may be skipped, and why; `test` is "file > full name". */
export interface AllowedSkip {
  readonly test: string;
  readonly reason: string;
}

export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for each thing that failed or was skipped without leave. */
  readonly complaints: readonly string[];
}

/**
 * Counts every gate and every test of one run. A skip outside the list, a file that broke before
 * its tests were known, and a run without tests are failures: silence must not look like success.
 */
export function judge(
  gates: readonly GateResult[],
  files: readonly FileResult[],
  allowed: readonly AllowedSkip[],
): Verdict {
  const leave = new Set(allowed.map(({ test }) => test));
  const complaints: string[] = [];
  const count = { passed: 0, skipped: 0 };
  for (const { name, passed, reason } of gates) {
    if (passed) count.passed += 1;
    else complaints.push(`gate "${name}": ${reason}`);
  }
  for (const { file, status, message, tests } of files) {
    for (const test of tests) {
      const full = `${file} > ${test.name}`;
      if (test.status === 'passed') count.passed += 1;
      else if (test.status === 'failed') complaints.push(`test ${full}`);
      else if (leave.has(full)) count.skipped += 1;
      else complaints.push(`test ${full} was skipped and is not in test/allowed-skips.json`);
    }
    const explained = tests.some((test) => test.status === 'failed');
    if (status === 'failed' && !explained) complaints.push(`file ${file}: ${message}`);
  }
  if (files.every(({ tests }) => tests.length === 0)) complaints.push('no test was run');
  return { ...count, failed: complaints.length, complaints };
}

/** The run's last line. */
export function lastLine({ passed, failed, skipped }: Verdict): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
