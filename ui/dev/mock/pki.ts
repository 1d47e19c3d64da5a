import type { CertificateRow, EnrolmentTokenRow } from '../../src/api/types.ts';
import { iso } from './fleet.ts';

const DAY_MS = 86_400_000;

/** What a site's relay was certified with. */
export function certificatesOf(siteId: string, now: number): CertificateRow[] {
  return [
    {
      relay_id: '3f1589aeea885b4c298ed2594f0f0bf8',
      admitted_at: iso(now - 40 * DAY_MS),
      revoked_at: null,
      state: 'valid',
      issued_at: iso(now - 9 * DAY_MS),
      expires_at: iso(now + 386 * DAY_MS),
      serial: '0119a4c1b2d30011223344556677889a',
      fingerprint: 'ab'.repeat(32),
      authority: 'cd'.repeat(32),
      addresses: [`https://relay.${siteId}.example:4223`, `tls://relay.${siteId}.example:4222`],
    },
  ];
}

/** Tokens that were made for a site. */
export function enrolmentTokensOf(siteId: string, now: number): EnrolmentTokenRow[] {
  const made = { created_by: 'anna', uses: 20, revoked_at: null };
  return [
    {
      ...made,
      id: '5d0c2f6d0a8e4b7c9f1e2d3c4b5a6978',
      note: `new machines of ${siteId}`,
      created_at: iso(now - DAY_MS),
      expires_at: iso(now + 6 * DAY_MS),
      state: 'open',
    },
    {
      ...made,
      id: '77aa2f6d0a8e4b7c9f1e2d3c4b5a6978',
      note: '',
      created_at: iso(now - 30 * DAY_MS),
      expires_at: iso(now - 23 * DAY_MS),
      state: 'expired',
    },
  ];
}
