import { describe, expect, it } from 'vitest';
import { extentOf, scopeText } from './scope.ts';

const everywhere = {
  sites: 'all',
  business_units: 'all',
  device_groups: 'all',
  environments: 'all',
} as const;

describe('scopes', () => {
  it('reads what was typed', () => {
    expect(extentOf('  ')).toBe('all');
    expect(extentOf('hq, vault,,hq')).toEqual(['hq', 'vault']);
  });

  it('says how far a grant reaches', () => {
    expect(scopeText(everywhere)).toBe('everywhere');
    const limited = { ...everywhere, sites: ['hq', 'vault'], environments: [] };
    expect(scopeText(limited)).toBe('sites: hq, vault · environments: none');
  });
});
