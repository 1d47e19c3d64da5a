/** Roles and what they hold. `*` is everything, `x.*` a whole domain, `*.read` every reading. */
export const roles = {
  platform_admin: ['*'],
  packaging_engineer: ['package.create', 'package.read', 'package.test', 'sbom.read'],
  // Whoever publishes sees what it is, and an SBOM is read with its package.
  publisher: [
    'deployment.create',
    'deployment.read',
    'package.publish',
    'package.read',
    'sbom.read',
  ],
  // Whoever signs what reaches many has to see what it is.
  cab_approver: ['approval.approve', 'approval.reject', 'evidence.read', 'deployment.read'],
  // Whoever asks for the erasure of a person does not approve it; this is the second person.
  security_reviewer: [
    'policy.write',
    'exception.approve',
    'package.read',
    'sbom.read',
    'privacy.read',
    'erasure.approve',
    // Which plane executes where is a policy, and seen with what is ordered.
    'deployment.read',
  ],
  // Consumption is counted per device and application, so these two are seen with it.
  license_admin: ['license.*', 'site.read', 'device.read', 'application.read'],
  // Telemetry of a device can't be read without seeing the device and its site.
  // Whoever looks after machines says which of them are one and which are two.
  endpoint_ops: [
    'telemetry.read',
    'remediation.trigger',
    'site.read',
    'device.read',
    'device.manage',
    'site.enrol',
    'site.revoke',
    'alert.read',
    'deployment.read',
  ],
  auditor: ['*.read'],
  end_user: ['self.read'],
} as const satisfies Record<string, readonly string[]>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles).filter(isRole);

/** What each role is for. */
export const roleWords: Readonly<Record<Role, string>> = {
  platform_admin: 'Runs the platform: everything, everywhere',
  packaging_engineer: 'Builds and tests packages',
  publisher: 'Publishes approved packages and makes deployments',
  cab_approver: 'Reads evidence and approves or rejects changes',
  security_reviewer: 'Writes policies, reads SBOMs, approves exceptions and erasures',
  license_admin: 'Keeps licenses, and sees what consumes them',
  endpoint_ops: 'Looks after devices: telemetry, remediation, identity conflicts',
  auditor: 'Reads everything and changes nothing',
  end_user: 'Asks for software and sees their own requests',
};

export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

/** True when one of the permissions held covers the one that is needed (which may be a pattern). */
export function permits(held: readonly string[], needed: string): boolean {
  return held.some((pattern) => {
    if (pattern === '*' || pattern === needed) return true;
    if (pattern.endsWith('.*')) return needed.startsWith(pattern.slice(0, -1));
    return pattern.startsWith('*.') && needed.endsWith(pattern.slice(1));
  });
}
