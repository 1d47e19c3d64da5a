/** What a maker left in the field when nobody filled it in. */
const placeholders =
  /^(to be filled by o\.?e\.?m\.?|default string|none|not (specified|applicable|available)|n\/a|unknown|system (serial number|product name|manufacturer)|o\.?e\.?m\.?|invalid|empty|[0.x\s-]+|[f-]+|(0123456789|123456789)\w*|03000200-0400-0500-0006-000700080009)$/i;

/** A hardware field, or undefined when it holds nothing that tells machines apart. */
export function hardwareText(text: string | undefined): string | undefined {
  const value = text?.replaceAll('\0', '').trim();
  return value === undefined || value === '' || placeholders.test(value) ? undefined : value;
}

/** Forms of enclosures by SMBIOS number (DMTF DSP0134, 7.4.1). */
const chassisForms: Readonly<Record<number, string>> = {
  1: 'other',
  3: 'desktop',
  4: 'desktop',
  5: 'desktop',
  6: 'desktop',
  7: 'desktop',
  8: 'laptop',
  9: 'laptop',
  10: 'laptop',
  11: 'handheld',
  13: 'all_in_one',
  14: 'laptop',
  15: 'desktop',
  16: 'desktop',
  17: 'server',
  23: 'server',
  24: 'desktop',
  25: 'server',
  28: 'server',
  29: 'server',
  30: 'tablet',
  31: 'convertible',
  32: 'convertible',
  33: 'embedded',
  34: 'embedded',
  35: 'desktop',
  36: 'desktop',
};

const virtualMakers =
  /QEMU|VMware|innotek|Xen|Bochs|Parallels|KVM|Virtual Machine|Amazon EC2|Google Compute/i;

/** The form of a machine; a hypervisor's name outweighs the enclosure that it pretends to have. */
export function chassisForm(smbiosType: number | undefined, maker: string): string | undefined {
  if (virtualMakers.test(maker)) return 'virtual';
  return smbiosType === undefined ? undefined : chassisForms[smbiosType];
}
