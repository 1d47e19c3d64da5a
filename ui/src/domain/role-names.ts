import type { RoleName } from '../api/types.ts';

/** The roles in their order; what each holds is told by the hub. */
export const ROLE_NAMES = [
  'platform_admin',
  'packaging_engineer',
  'publisher',
  'cab_approver',
  'security_reviewer',
  'license_admin',
  'endpoint_ops',
  'auditor',
  'end_user',
] as const satisfies readonly RoleName[];
