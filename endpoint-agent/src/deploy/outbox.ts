import type { BootId, DeviceEvent, Moment, SecurityBody } from '@eucora/protocol';
import { writeAttestation, writeReport } from '@eucora/protocol/desired';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import type { BookFile } from './book-file.ts';
import type { Unsaid } from './book.ts';

/** Where events go: durable when `append` resolves. */
export interface EventSink {
  append(events: readonly DeviceEvent[]): Promise<void>;
}

/**
 * Hands what the book has to say to the spool, and then takes it off the book: a crash in between says
 * it twice, and never leaves a step untold.
 */
export async function sayAll(file: BookFile, sink: EventSink, keeper: TimeKeeper): Promise<void> {
  const { unsaid } = file.book;
  if (unsaid.length === 0) return;
  const known = new Set(
    [keeper.book().current, ...keeper.book().older].map(({ bootId }) => bootId),
  );
  await sink.append(unsaid.flatMap((word) => eventsOf(word, known, keeper.now())));
  // Words that came meanwhile stay.
  const { book } = file;
  await file.write({ ...book, unsaid: book.unsaid.slice(unsaid.length) });
}

/** A boot of which nothing is known any more can't be dated: then it is told of as of now. */
function eventsOf(word: Unsaid, known: ReadonlySet<BootId>, now: Moment): DeviceEvent[] {
  const at = known.has(word.at.bootId) ? word.at : now;
  const { report, attestation } = word;
  return [
    ...(report ? [{ at, body: writeReport(report) }] : []),
    ...(attestation ? [{ at, body: writeAttestation(attestation) }] : []),
  ];
}

/** Says something of the device's security; what the spool can't take is the caller's to log. */
export async function sayOfSecurity(
  sink: EventSink,
  keeper: TimeKeeper,
  body: SecurityBody,
): Promise<void> {
  const detail = body.detail === null ? null : body.detail.slice(0, 500);
  await sink.append([{ at: keeper.now(), body: { ...body, detail } }]);
}
