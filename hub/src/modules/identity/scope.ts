import { Type, type Static } from 'typebox';
import type { Extent, Scope } from '../../platform/scope.ts';

const valuesMax = 500;
const Value = Type.String({ minLength: 1, maxLength: 128 });
const ExtentJson = Type.Union([
  Type.Literal('all'),
  Type.Array(Value, { maxItems: valuesMax, uniqueItems: true }),
]);

/** A scope as the API and the database write it. */
export const ScopeJson = Type.Object(
  {
    sites: ExtentJson,
    business_units: ExtentJson,
    device_groups: ExtentJson,
    environments: ExtentJson,
  },
  {
    additionalProperties: false,
    description: 'all, or the values that are reached; an object must lie within each of the four',
  },
);
export type ScopeJson = Static<typeof ScopeJson>;

export function scopeJson(scope: Scope): ScopeJson {
  return {
    sites: listed(scope.sites),
    business_units: listed(scope.businessUnits),
    device_groups: listed(scope.deviceGroups),
    environments: listed(scope.environments),
  };
}

const listed = (extent: Extent): 'all' | string[] => (extent === 'all' ? 'all' : [...extent]);

/** A stored scope. What is no extent reaches nothing: a damaged row must not let anybody in. */
export function scopeFrom(json: unknown): Scope {
  const fields = new Map(typeof json === 'object' && json !== null ? Object.entries(json) : []);
  return {
    sites: extentFrom(fields.get('sites')),
    businessUnits: extentFrom(fields.get('business_units')),
    deviceGroups: extentFrom(fields.get('device_groups')),
    environments: extentFrom(fields.get('environments')),
  };
}

function extentFrom(value: unknown): Extent {
  if (value === 'all') return 'all';
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is string => typeof one === 'string');
}
