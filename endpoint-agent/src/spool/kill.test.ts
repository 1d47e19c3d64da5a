import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { decodeEvents, readBatch } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { drain, openTestSpool, tempDirectory } from '../testing/builders.ts';

const program = fileURLToPath(new URL('../testing/append-until-killed.ts', import.meta.url));

/** Lets a child append until it has said `lines` times what it was promised, then kills it. */
async function appendAndKill(directory: string, from: number, lines: number): Promise<number> {
  const child = spawn(process.execPath, [program, directory, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let promised = from;
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    promised = Number(line);
    seen += 1;
    if (seen === lines) child.kill('SIGKILL');
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return promised;
}

test('every event that was accepted before a SIGKILL is found after it, once and in order', async () => {
  await using home = await tempDirectory();
  let promised = 0;
  let found = 0;
  for (const lines of [1, 7, 60, 23, 150]) {
    promised = await appendAndKill(home.path, found, lines);
    await using spool = await openTestSpool(home.path);
    found = spool.stats().lanes.bulk.accepted;
    // What was written but not yet promised may be there as well; what was promised must be.
    expect(found).toBeGreaterThanOrEqual(promised);
  }
  await using spool = await openTestSpool(home.path);
  await spool.flush();
  const values = (await drain(spool, 'bulk')).flatMap(({ bytes }) =>
    decodeEvents(readBatch(bytes)).map(({ body }) => (body.kind === 'metric' ? body.value : NaN)),
  );
  expect(values.length).toBe(found);
  expect(values).toEqual(Array.from({ length: found }, (_, i) => i));
}, 60_000);
