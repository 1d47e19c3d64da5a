import type { Scope, TokenState } from '../api/types.ts';

type Extent = Scope['sites'];

/** The four limits of a scope, in the words of a person. */
export const LIMITS = [
  ['sites', 'Sites', 'hq, plant-south'],
  ['business_units', 'Business units', 'manufacturing'],
  ['device_groups', 'Device groups', 'kiosks'],
  ['environments', 'Environments', 'production'],
] as const satisfies readonly (readonly [keyof Scope, string, string])[];

export const TOKEN_STATE = {
  valid: 'valid',
  expired: 'expired',
  revoked: 'revoked',
} as const satisfies Record<TokenState, string>;

/** What a person typed into a limit: nothing is no limit. */
export function extentOf(text: string): Extent {
  const values = text.split(',').flatMap((word) => word.trim() || []);
  return values.length === 0 ? 'all' : [...new Set(values)];
}

/** Does it reach the whole fleet? */
export function isEverywhere(scope: Scope): boolean {
  return LIMITS.every(([name]) => scope[name] === 'all');
}

/** A scope in a line. */
export function scopeText(scope: Scope): string {
  const parts = LIMITS.flatMap(([name, label]) => {
    const extent = scope[name];
    if (extent === 'all') return [];
    const values = extent.length === 0 ? 'none' : extent.join(', ');
    return [`${label.toLowerCase()}: ${values}`];
  });
  return parts.length === 0 ? 'everywhere' : parts.join(' · ');
}
