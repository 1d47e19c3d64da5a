/** The roles that accounts are given, with what they are for. */
export const ROLES = [
  ['platform_admin', 'everything, accounts included'],
  ['endpoint_ops', 'devices: sees, decides identities, triggers repairs'],
  ['license_admin', 'licenses and what they are used for'],
  ['packaging_engineer', 'makes and tests packages'],
  ['publisher', 'publishes packages and deployments'],
  ['cab_approver', 'approves or rejects changes'],
  ['security_reviewer', 'policies, exceptions, bills of material'],
  ['auditor', 'reads everything, changes nothing'],
  ['end_user', 'sees what concerns themselves'],
] as const;
