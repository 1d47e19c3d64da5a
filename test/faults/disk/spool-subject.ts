import { join } from 'node:path';
import type { OutgoingBatch, Spool } from '@eucora/endpoint-agent';
import { openHomeSpool, type Logger } from '@eucora/endpoint-agent/testing';
import { decodeEvents, lanes, readBatch, sameBytes, type ReadBatch } from '@eucora/protocol';
import type { Said } from './said.ts';
import type { DiskSubject, Verdict } from './subject.ts';

/** What the harness knows of a spool's past, from outside of it. */
interface Past {
  readonly offered: Set<number>;
  readonly accepted: Set<number>;
  readonly sent: ReadBatch[];
  readonly ended: readonly string[];
}

function pastOf(said: readonly Said[]): Past {
  const offered = new Set<number>();
  const accepted = new Set<number>();
  const sent: ReadBatch[] = [];
  const ended: string[] = [];
  for (const one of said) {
    if (one.say === 'offered') one.events.forEach((n) => offered.add(n));
    if (one.say === 'accepted') one.events.forEach((n) => accepted.add(n));
    if (one.say === 'sent') sent.push(readBatch(Buffer.from(one.bytes, 'base64')));
    if (one.say === 'ended' && !/^(EIO|ENOSPC)\b/.test(one.why)) {
      ended.push(`the spool ended with ${one.name}: ${one.why}`);
    }
  }
  return { offered, accepted, sent, ended };
}

/** The numbers that the events of a batch tell. */
function numbersOf(batch: ReadBatch): number[] {
  if (batch.void) return [];
  return decodeEvents(batch).map(({ body }) => {
    if (body.kind === 'metric') return body.value;
    if (body.kind === 'heartbeat') return body.spoolEvents;
    return body.kind === 'security' ? Number(body.code.slice(1)) : NaN;
  });
}

/** Takes all that waits, as a relay would that has nothing against anything. */
async function drain(spool: Spool): Promise<ReadBatch[]> {
  const taken: ReadBatch[] = [];
  await spool.flush();
  for (const lane of lanes) {
    for (;;) {
      const batch: OutgoingBatch | null = await spool.nextOutgoing(lane);
      if (!batch) break;
      taken.push(readBatch(batch.bytes));
      spool.acknowledged(batch, null);
    }
  }
  return taken;
}

const place = ({ lane, first, last, incarnation }: ReadBatch): string =>
  `${lane} ${first}-${last} of ${incarnation.slice(0, 8)}`;

/** Numbers of one chain follow each other without a hole, and a re-send is the same bytes. */
function faultsOfChains(drained: readonly ReadBatch[], sent: readonly ReadBatch[]): string[] {
  const faults: string[] = [];
  const chains = Map.groupBy(drained, ({ incarnation, lane }) => `${incarnation} ${lane}`);
  for (const chain of chains.values()) {
    chain.forEach((batch, i) => {
      const before = chain[i - 1];
      if (before && batch.first !== before.last + 1) {
        faults.push(`${place(batch)} does not follow ${before.last}`);
      }
      const end = before?.void?.replacedLastHash ?? before?.hash;
      const tied = !before || !end || end.length === 0 || sameBytes(batch.prevHash, end);
      if (!tied) faults.push(`${place(batch)} names another hash than the batch before has`);
    });
  }
  for (const batch of drained) {
    const same = sent.filter(
      ({ incarnation, lane, first, last }) =>
        incarnation === batch.incarnation &&
        lane === batch.lane &&
        first <= batch.last &&
        batch.first <= last,
    );
    const other = same.find(({ hash }) => !sameBytes(hash, batch.hash));
    if (other && !batch.void) faults.push(`${place(batch)} contradicts ${place(other)}`);
  }
  return faults;
}

/** What the hub would have: each batch once, by its bytes. */
function ledgerOf(sent: readonly ReadBatch[], drained: readonly ReadBatch[]) {
  const distinct = new Map<string, ReadBatch>();
  for (const batch of [...sent, ...drained]) {
    distinct.set(Buffer.from(batch.hash).toString('hex'), batch);
  }
  const rows = new Map<number, number>();
  const voids: ReadBatch[] = [];
  for (const batch of distinct.values()) {
    if (batch.void) voids.push(batch);
    for (const n of numbersOf(batch)) rows.set(n, (rows.get(n) ?? 0) + 1);
  }
  return { rows, voids };
}

async function judge(
  root: string,
  said: readonly Said[],
  whileRunning?: () => Promise<void>,
): Promise<Verdict> {
  const { offered, accepted, sent, ended } = pastOf(said);
  const faults = [...ended];
  const named: string[] = [];
  let drained: ReadBatch[];
  let again: ReadBatch[];
  {
    await using spool = await openHomeSpool(join(root, 'home'), noting(named));
    await whileRunning?.();
    drained = await drain(spool);
  }
  {
    await using spool = await openHomeSpool(join(root, 'home'), noting(named));
    const more = await drain(spool);
    const isKnown = (batch: ReadBatch): boolean =>
      [...drained, ...sent].some(({ hash }) => sameBytes(hash, batch.hash));
    const fresh = more.find((batch) => !isKnown(batch));
    // What was damaged meanwhile may need its void; else a second start has nothing new to say.
    if (fresh && !whileRunning) faults.push(`${place(fresh)} comes to light at the second start`);
    again = more;
  }
  faults.push(...faultsOfChains(drained, sent));
  const { rows, voids } = ledgerOf(sent, [...drained, ...again]);
  for (const [n, times] of rows) {
    if (!offered.has(n)) faults.push(`event ${n} was never offered`);
    if (times > 1) faults.push(`event ${n} would be ${times} rows`);
  }
  const missing = [...accepted].filter((n) => !rows.has(n));
  const voided = voids.reduce((sum, { count }) => sum + count, 0);
  for (const batch of voids) named.push(`void ${batch.void?.reason} ${place(batch)}`);
  if (missing.length > voided) {
    const range = `${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' …' : ''}`;
    faults.push(`${missing.length} accepted events are gone (${range}), ${voided} named as void`);
  }
  // What was offered and not accepted may have got a number all the same, but nothing else may.
  const unheard = [...offered].filter((n) => !accepted.has(n) && !rows.has(n)).length;
  if (voided > missing.length + unheard) {
    faults.push(`${voided} named as void, ${missing.length} gone`);
  }
  const arrived = accepted.size - missing.length;
  const healed = voids.map((batch) => `void ${batch.void?.reason} ${place(batch)}`);
  return { accepted: accepted.size, arrived, voided, named, healed, faults };
}

/** A logger that keeps what an operator would read. */
function noting(named: string[]): Logger {
  const keep = (_fields: object, message: string): void => void named.push(message);
  return { debug: () => undefined, info: () => undefined, warn: keep, error: keep };
}

/** An agent's spool: the log of open events, the batches, the marks and the lineage. */
export const spoolSubject: DiskSubject = {
  name: 'spool',
  program: join(import.meta.dirname, 'spool-worker.ts'),
  data: /^home\/(agent\/spool\/(open-|batches-|stated)[^/]*$|keys\/lineage$)/,
  remedies: /^(KeyStoreError|UsageError): /,
  async prepare(root) {
    await using spool = await openHomeSpool(join(root, 'home'), noting([]));
    await spool.flush();
  },
  judge,
};
