import { deviceMarkLeaf, laneOf, MerkleTree } from '@eucora/protocol';
import type { Queryable } from '../../platform/db.ts';
import { idFromUuid } from './ids.ts';

/**
 * The root over a site's device marks (PROTOCOL: receipts). Between two receipts few marks move and
 * hardly ever a stream is added, so the tree is kept and only what changed is hashed again. It is
 * built from the marks alone, each text of them: whatever happens to the database, it can't be stale.
 */
export class DeviceMarks {
  #marks: readonly string[] = [];
  #tree = new MerkleTree([]);

  /** Marks as `readMarks` gives them, in the order of the leaves. */
  rootOf(marks: readonly string[]): Uint8Array {
    const before = this.#marks;
    if (marks.length !== before.length) {
      this.#tree = new MerkleTree(marks.map(leafOf));
    } else {
      const moved = marks.flatMap((mark, i) => (mark === before[i] ? [] : [[i, mark] as const]));
      this.#tree.replace(moved.map(([i, mark]) => [i, leafOf(mark)]));
    }
    this.#marks = marks;
    return this.#tree.root;
  }
}

function leafOf(mark: string): Uint8Array {
  const [device, incarnation, lane, through] = mark.split('/');
  return deviceMarkLeaf({
    deviceId: idFromUuid(device!),
    incarnation: idFromUuid(incarnation!),
    lane: laneOf(Number(lane)),
    through: Number(through),
  });
}

/** How far each stream of a site's devices has come, in the order of ids and lanes. */
export async function readMarks(db: Queryable, siteId: string): Promise<string[]> {
  // As one text: a site has as many marks as devices times lanes, and nearly all are as before.
  const sql = `
    SELECT string_agg(concat_ws('/', i.device_id, i.incarnation, s.lane, s.through), ','
                      ORDER BY i.device_id, i.incarnation, s.lane) AS marks
      FROM ledger.incarnations AS i JOIN ledger.streams AS s USING (incarnation_no)
     WHERE i.site_id = $1`;
  const marks = (await db.query<{ marks: string | null }>(sql, [siteId])).rows[0]?.marks;
  return marks ? marks.split(',') : [];
}
