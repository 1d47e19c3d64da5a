// The way of an event: an event as a row of ledger.events.
// Next: hub/src/publish/publisher.ts

import {
  kindNumber,
  laneNumber,
  type EventBody,
  type Lane,
  type NumberedEvent,
} from '@eucora/protocol';
import type { CopyRows } from '../../platform/copy-rows.ts';

/** Where the events of one batch belong. */
export interface EventsOf {
  readonly deviceNo: number;
  readonly incarnationNo: number;
  readonly lane: Lane;
  readonly events: readonly NumberedEvent[];
}

/** The columns that `appendEvents` writes, in its order. */
export const eventColumns =
  'received_day, device_no, incarnation_no, lane, kind, seq, at_lo, at_hi, wall, body';

/** One row of ledger.events for each event. */
export function appendEvents(rows: CopyRows, of: EventsOf, receivedMs: number): void {
  const lane = laneNumber(of.lane);
  for (const event of of.events) {
    rows.row(10);
    rows.day(receivedMs);
    rows.int4(of.deviceNo);
    rows.int4(of.incarnationNo);
    rows.int2(lane);
    rows.int2(kindNumber(event.body.kind));
    rows.int8(event.seq);
    rows.time(event.loMs);
    if (event.hiMs === null) rows.null();
    else rows.time(event.hiMs);
    rows.time(event.at.wallMs);
    const json = bodyJson(event.body);
    if (json === null) rows.null();
    else rows.jsonb(json);
  }
}

/**
 * An event's body as jsonb takes it, without its kind (a column of its own); its texts are storable
 * (see `isStorableText`). Inventories live in current state and names are kept sealed only: null.
 */
export function bodyJson(body: EventBody): string | null {
  if (body.kind === 'inventory' || body.kind === 'personal_name') return null;
  if (body.kind === 'deployment_result' || body.kind === 'attestation') {
    return JSON.stringify({ type: body.type, body: Buffer.from(body.body).toString('base64') });
  }
  const json = JSON.stringify(body);
  const head = `{"kind":"${body.kind}",`;
  return json.startsWith(head)
    ? `{${json.slice(head.length)}`
    : JSON.stringify({ ...body, kind: undefined });
}
