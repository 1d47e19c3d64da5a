import { sealSegment, signBatch, type SegmentDraft } from '@eucora/protocol';
import {
  anchorFor,
  deviceFor,
  heartbeats,
  keyFor,
  relayFor,
  type TestDevice,
  type TestRelay,
} from '@eucora/protocol/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../kit/api.ts';
import type { Constellation } from '../kit/constellation.ts';
import { until } from '../kit/until.ts';
import { admitStrangeRelay, type StrangeRelay } from '../kit/strange-relay.ts';

interface QuarantineRow {
  readonly site_id: string;
  readonly code: string;
  readonly bytes: number;
}
interface SiteDetail {
  readonly events_committed: number;
  readonly journals: readonly {
    readonly lanes: readonly {
      readonly lane: string;
      readonly committed_through: number;
      readonly gaps: readonly unknown[];
    }[];
  }[];
}

const site = 'lab';

/** What arrives wrong on the uplink is counted, kept and told, and stops nothing behind it. */
export function hostileSuite(edge: () => Constellation): void {
  describe('a hostile uplink', () => {
    let strange: StrangeRelay;
    const good = deviceFor('e2e good');
    const other = deviceFor('e2e other');
    const stranger = deviceFor('e2e stranger');

    beforeAll(async () => {
      strange = await admitStrangeRelay(edge(), site);
    }, 60_000);
    afterAll(() => strange?.[Symbol.asyncDispose]());

    const counted = async (name: string, code: string): Promise<number> =>
      (await edge().api.metrics()).total(name, { code });

    /** Sends, waits until the hub has counted something under this code, and says how much. */
    const countedAfter = async (
      metric: string,
      code: string,
      act: () => Promise<void>,
    ): Promise<number> => {
      const before = await counted(metric, code);
      await act();
      const grown = async () => (await counted(metric, code)) - before || undefined;
      return until(`${metric}{code="${code}"} grows`, grown, { withinMs: 20_000 });
    };
    const refusedAfter = (code: string, bytes: Uint8Array): Promise<number> =>
      countedAfter('eucora_segments_refused_total', code, () => strange.send('ledger', bytes));

    const committedThrough = async (): Promise<number> => {
      const { journals } = await edge().api.get<SiteDetail>(`/api/sites/${site}/`);
      const lanes = journals.flatMap((journal) => journal.lanes);
      return lanes.find(({ lane }) => lane === 'ledger')?.committed_through ?? 0;
    };
    /** Waits until the journal's mark has moved, and gives it. */
    const markBeyond = (mark: number): Promise<number> =>
      until(`segments beyond ${mark} are committed`, async () => {
        const through = await committedThrough();
        return through > mark && through;
      });

    /** Waits for an audit entry of this action that names the code. */
    const audited = (action: string, code: string): Promise<AuditEntry> =>
      until(
        `${action} of ${code} is audited`,
        async () => {
          const path = `/api/audit/?action=${action}&limit=50`;
          const { items } = await edge().api.get<{ items: AuditEntry[] }>(path);
          return items.find((entry) => JSON.stringify(entry.detail).includes(code));
        },
        { withinMs: 10_000 },
      );

    const enrolments = [good, other].map((each) => each.enrolment(site, relayFor(site).key));

    it('takes what is right', async () => {
      const segment = strange.relay.seal([good.next(heartbeats(3))], { enrolments });
      await strange.send('ledger', segment.bytes);
      expect(await markBeyond(0)).toBe(1);
    });

    it('refuses a tampered segment, and takes the genuine one of the same number', async () => {
      const segment = strange.relay.seal([good.next(heartbeats(2))]);
      const tampered = Uint8Array.from(segment.bytes);
      tampered[tampered.length - 5] = (tampered[tampered.length - 5] ?? 0) ^ 0x10;
      expect(await refusedAfter('wrong_hash', tampered)).toBe(1);
      expect(await audited('segment.refused', 'wrong_hash')).toBeDefined();
      await strange.send('ledger', segment.bytes);
      expect(await markBeyond(1)).toBe(2);
    });

    it('refuses a segment of another site on its own subject', async () => {
      const foreign = relayFor('nowhere', site).seal([stranger.next(heartbeats(1))]);
      expect(await refusedAfter('wrong_site', foreign.bytes)).toBe(1);
      expect(await audited('segment.refused', 'wrong_site')).toBeDefined();
    });

    it("is not even let by the broker onto another site's subject", async () => {
      const foreign = relayFor('hq', 'thief').seal([stranger.next(heartbeats(1))]);
      const attempt = strange.sendAs('hq', 'ledger', foreign.bytes);
      await expect(attempt).rejects.toThrow(/permissions? violation/i);
    });

    it('refuses a segment by a relay that nobody admitted', async () => {
      const unknown = relayFor(site, 'unknown').seal([stranger.next(heartbeats(1))]);
      expect(await refusedAfter('unknown_relay', unknown.bytes)).toBe(1);
      expect(await audited('segment.refused', 'unknown_relay')).toBeDefined();
    });

    it("refuses a segment that is signed with another key than its relay's", async () => {
      const { bytes } = sealSegment(forgedDraft(strange.relay, stranger), keyFor('thief'));
      expect(await refusedAfter('wrong_signature', bytes)).toBe(1);
    });

    const quarantine = {
      'a batch with a wrong signature': {
        code: 'wrong_signature',
        batch: () => {
          const batch = other.next(heartbeats(1));
          return signBatch(batch.payload, keyFor('thief'));
        },
      },
      "a batch in another device's name": {
        code: 'wrong_signature',
        batch: () => {
          const claimed = deviceFor('e2e good', 'a second spool').next(heartbeats(1));
          return signBatch(claimed.payload, stranger.key);
        },
      },
      'a batch of a device that nobody enrolled': {
        code: 'unknown_device',
        batch: () => stranger.next(heartbeats(1)).bytes,
      },
      'a conflicting re-send': {
        code: 'conflict',
        // The same numbers of the same incarnation, with other content.
        batch: () => deviceFor('e2e good').next(heartbeats(3, 1_000)).bytes,
      },
    };

    it.each(Object.entries(quarantine))(
      'quarantines %s, and takes what is behind',
      async (_, bad) => {
        const [mark, before] = [await committedThrough(), await siteEvents(edge())];
        const behind = good.next(heartbeats(4));
        const batches = [bad.batch(), behind.bytes];
        const { bytes } = strange.relay.seal([behind], { batches, events: 5 });
        const send = () => strange.send('ledger', bytes);
        const metric = 'eucora_batches_quarantined_total';
        expect(await countedAfter(metric, bad.code, send)).toBe(1);
        expect(await markBeyond(mark)).toBe(mark + 1);
        expect(await siteEvents(edge())).toBe(before + 4);
        const action = bad.code === 'conflict' ? 'device.identity_conflict' : 'batch.quarantined';
        expect(await audited(action, bad.code)).toBeDefined();
        const kept = await edge().api.all<QuarantineRow>('/api/quarantine/');
        const found = kept.filter((row) => row.site_id === site && row.code === bad.code);
        expect(found.length).toBeGreaterThan(0);
        expect(found.every((row) => row.bytes > 0)).toBe(true);
      },
    );

    it('leaves no gap and no frozen mark at the end', async () => {
      const { journals } = await edge().api.get<SiteDetail>(`/api/sites/${site}/`);
      const lanes = journals.flatMap((journal) => journal.lanes);
      expect(lanes.filter(({ gaps }) => gaps.length > 0)).toEqual([]);
    });
  });
}

async function siteEvents({ api }: Constellation): Promise<number> {
  return (await api.get<SiteDetail>(`/api/sites/${site}/`)).events_committed;
}

/** A segment in the name of an admitted relay, to be signed by somebody else. */
function forgedDraft(relay: TestRelay, device: TestDevice): SegmentDraft {
  return {
    site,
    relayId: relay.relayId,
    incarnation: relay.incarnation,
    lane: 'ledger',
    seq: 3,
    prevHash: new Uint8Array(32),
    parent: null,
    enrolments: [],
    batches: [device.next(heartbeats(1)).bytes],
    lost: [],
    refusals: [],
    events: 1,
    firstPosition: 3,
    lastPosition: 3,
    sealed: anchorFor(site),
  };
}
