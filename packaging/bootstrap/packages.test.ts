import { describe, expect, test } from 'vitest';
import { packagesDiffer } from './packages.mjs';

interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
}
const lock = (packages: Record<string, Entry>) => JSON.stringify({ packages });
const a = { version: '1.0.0', integrity: 'sha512-a' };

describe('node_modules is installed anew', () => {
  test('when there is no record of it or the record is damaged', () => {
    expect(packagesDiffer(lock({}), undefined)).toBe(true);
    expect(packagesDiffer(lock({}), '{"packages":')).toBe(true);
  });

  test('when a package is missing, has another version or other contents', () => {
    const wanted = lock({ '': {}, 'node_modules/a': a });
    expect(packagesDiffer(wanted, lock({}))).toBe(true);
    expect(packagesDiffer(wanted, lock({ 'node_modules/a': { ...a, version: '1.0.1' } }))).toBe(
      true,
    );
    const tampered = { ...a, integrity: 'sha512-b' };
    expect(packagesDiffer(wanted, lock({ 'node_modules/a': tampered }))).toBe(true);
  });

  test('but not for packages of other platforms, workspaces or leftovers', () => {
    const wanted = lock({
      '': {},
      hub: { version: '0.1.0' },
      'node_modules/a': a,
      'node_modules/for-windows': { version: '2.0.0', optional: true },
    });
    const installed = lock({ 'node_modules/a': a, 'node_modules/left-over': a });
    expect(packagesDiffer(wanted, installed)).toBe(false);
  });
});
