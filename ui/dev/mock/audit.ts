import type { AuditCheckpoint, AuditEntry, AuditState, AuditWitness } from '../../src/api/types.ts';
import { isRecord } from '../../src/domain/guards.ts';
import { iso } from './fleet.ts';

const HOUR_MS = 3_600_000;
const PART = 500;
/** Comparing with this checkpoint finds the record broken. */
export const MOCK_CONTRADICTING = 'bW9jaw==';

/** The record of audit beside its entries: how far it is sealed, and who holds what of it. */
export function recordOf(trail: readonly AuditEntry[], now: number) {
  const sealed = trail.reduce((most, { position }) => Math.max(most, position ?? 0), 0);
  const witnesses: AuditWitness[] = [
    witness(
      'mine-7',
      sealed + 212,
      now,
      `the relay knows ${sealed + 212} entries, and ${sealed} are here`,
    ),
    witness('hq', sealed - 40, now, null),
    witness('plant-south', sealed - 40, now, null),
    witness('vault', sealed - 610, now - 9 * HOUR_MS, null),
  ];
  const checkpoints: AuditCheckpoint[] = Array.from({ length: 27 }, (_, index) => {
    const position = sealed - 40 - index * 88;
    const sites = witnesses
      .filter((each) => each.fault === null && each.position >= position)
      .map(({ site_id: site }) => site);
    const at = iso(now - index * HOUR_MS - 900_000);
    return { position, at, envelope: 'c2lnbmVk', sites, sites_total: sites.length };
  });

  const state = (): AuditState => ({
    sealed_through: sealed,
    dropped_through: 0,
    unsealed: 2,
    unsealed_oldest_ms: 420,
    alarm: null,
    checkpoint: checkpoints[0] ?? null,
    witnesses,
  });
  const entry = (id: string) => {
    const found = trail.find((each) => String(each.id) === id);
    const covering = checkpoints.findLast(
      ({ position }) => position >= (found?.position ?? sealed),
    );
    const checkpoint =
      covering === undefined
        ? null
        : {
            position: covering.position,
            at: covering.at,
            witnesses: covering.sites.map((site) => ({
              relay_id: `relay-${site}`,
              site_id: site,
              position: covering.position,
              agrees: true,
            })),
          };
    return found && { ...found, checkpoint };
  };
  const explain = (relay: string, body: unknown): boolean => {
    const index = witnesses.findIndex((each) => each.relay_id === relay);
    const held = witnesses[index];
    if (held?.fault == null || held.acknowledged !== null) return false;
    const reason = isRecord(body) ? String(body['reason']) : '';
    witnesses[index] = { ...held, acknowledged: { at: iso(Date.now()), by: 'anna', reason } };
    return true;
  };
  const verifyPart = (body: unknown) => verified(body, sealed);
  return { checkpoints, entry, explain, state, verifyPart };
}

function witness(site: string, position: number, at: number, fault: string | null): AuditWitness {
  return {
    relay_id: `relay-${site}`,
    site_id: site,
    position,
    seen_at: iso(at - 45_000),
    fault,
    noticed_at: fault === null ? null : iso(at - 1_900_000),
    acknowledged: null,
  };
}

function verified(body: unknown, sealed: number) {
  const asked = isRecord(body) ? body : {};
  const after = Number(asked['after'] ?? 0);
  const through = Math.min(sealed, after + PART);
  const isBroken = asked['against'] === MOCK_CONTRADICTING && after >= 1_000;
  return {
    whole: !isBroken,
    through: isBroken ? after : through,
    is_last: !isBroken && through === sealed,
    sealed_through: sealed,
    checkpoints: isBroken ? 0 : 5,
    held: isBroken || through < sealed ? 0 : 3,
    broken_at: isBroken ? 1_204 : null,
    broken_id: isBroken ? 1_204 : null,
    reason: isBroken ? 'an entry was changed' : null,
    verified_at: iso(Date.now()),
  };
}
