import type { ArtifactPage, ArtifactRow } from '../../src/api/types.ts';
import { iso } from './fleet.ts';

const MIB = 1_048_576;
const HOUR_MS = 3_600_000;

/** What a site is to have, in every state that there is. */
export function artifactsOf(now: number): ArtifactPage {
  const row = (
    path: string,
    size: number,
    state: ArtifactRow['state'],
    part: Partial<ArtifactRow> = {},
  ): ArtifactRow => ({
    sha256: path.length.toString(16).padStart(2, '0').repeat(32),
    target_path: path,
    bytes: size * MIB,
    state,
    held_bytes: state === 'here' ? size * MIB : 0,
    fetched_bytes: 0,
    saved_bytes: 0,
    detail: '',
    predicted_finish_at: null,
    wanted_since: iso(now - 5 * HOUR_MS),
    told_at: iso(now - 20_000),
    cancelled_at: null,
    cancelled_by: null,
    ...part,
  });
  return {
    items: [
      row('linux/retail/openssl_3.0.16-1_amd64.deb', 2, 'here', { fetched_bytes: 2 * MIB }),
      row('linux/retail/node-v26.10.0.tar', 158, 'here', {
        fetched_bytes: 4 * MIB,
        saved_bytes: 154 * MIB,
      }),
      row('windows/office/design-suite-2027.1.msi', 3_412, 'coming', {
        held_bytes: 1_290 * MIB,
        fetched_bytes: 1_290 * MIB,
        predicted_finish_at: iso(now + 7 * HOUR_MS),
      }),
      row('windows/office/fonts.msix', 88, 'waiting', {
        detail: 'link',
        predicted_finish_at: iso(now + 8 * HOUR_MS),
      }),
      row('linux/retail/kiosk_7.4_amd64.deb', 41, 'cancelled', {
        held_bytes: 12 * MIB,
        cancelled_at: iso(now - HOUR_MS),
        cancelled_by: 'anna',
      }),
      row('linux/retail/scanner-firmware.exe', 9, 'refused', { detail: 'wrong_chunks' }),
    ],
    cache: {
      held_bytes: 1_462 * MIB,
      free_bytes: 61_000 * MIB,
      saved_bytes: 154 * MIB,
      told_at: iso(now - 20_000),
    },
    next_cursor: null,
  };
}
