/** How somebody can prove who they are. */
export type Method = 'passkey' | 'totp' | 'recovery';

export interface Factors {
  readonly totp: boolean;
  readonly passkeys: number;
  readonly recoveryCodes: number;
}
/** A sign-in under way: what was proved, what could be, and what has to be. */
export interface Progress {
  readonly identified: boolean;
  /** RFC 8176: `pwd`, `otp`, `hwk`, `user`, `mfa`. */
  readonly amr: readonly string[];
  readonly mustUseMfa: boolean;
  readonly factors: Factors;
}
export type Step =
  | { readonly step: 'identify' }
  | { readonly step: 'second_factor'; readonly methods: readonly Method[] }
  | { readonly step: 'enrol' }
  | { readonly step: 'done' };

/**
 * What comes next. Whoever has a second factor shows it, whatever their role: taking it is no
 * option of the person at the keyboard. Whoever must have one and has none makes one first.
 */
export function nextStep({ identified, amr, mustUseMfa, factors }: Progress): Step {
  if (!identified) return { step: 'identify' };
  if (amr.includes('mfa')) return { step: 'done' };
  const methods: Method[] = [];
  if (factors.passkeys > 0) methods.push('passkey');
  if (factors.totp) methods.push('totp');
  if (methods.length === 0) return { step: mustUseMfa ? 'enrol' : 'done' };
  if (factors.recoveryCodes > 0) methods.push('recovery');
  return { step: 'second_factor', methods };
}

/** May this factor go, or is it the last one of somebody who needs one? */
export function mayRemove(factors: Factors, removing: 'totp' | 'passkey', must: boolean): boolean {
  const left =
    (factors.totp && removing !== 'totp' ? 1 : 0) +
    factors.passkeys -
    (removing === 'passkey' ? 1 : 0);
  return !must || left > 0;
}
