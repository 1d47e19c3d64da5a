import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BookFile, neededFiles, type Installed } from '@eucora/endpoint-agent/testing';
import { installStage, prepareStage, type Ordered } from './install-stage.ts';
import type { Said } from './said.ts';
import type { DiskSubject, Verdict } from './subject.ts';

/** What may be on the machine when an order has come to its end; null: it is as it should be. */
function faultOf({ item, fails }: Ordered, found: Installed): string | null {
  const text = `${found.state} ${found.version ?? ''}`.trim();
  if (found.state === 'broken') return `the package is left ${text}`;
  if (item.action === 'remove') return found.state === 'absent' ? null : `${text} is still there`;
  if (fails) return found.version === item.version ? `${text} failed its check and stays` : null;
  return found.version === item.version ? null : `${text} is there, not ${item.version}`;
}

async function judge(root: string, said: readonly Said[]): Promise<Verdict> {
  const faults: string[] = [];
  const numbers = said.filter((one) => one.say === 'number');
  for (const one of said) {
    if (one.say === 'ended' && !/\b(EIO|ENOSPC)\b/.test(one.why)) {
      faults.push(`the device ended with ${one.name}: ${one.why}`);
    }
  }
  const given = numbers.filter(({ counter }) => counter === 'order');
  const accepted = given.length;
  const at = given.at(-1)?.number ?? 0;
  const stage = await installStage(root);
  const last = stage.orders[at];
  if (!last) throw new RangeError(`there is no order ${at}`);
  const file = await BookFile.open(join(root, 'deploy', 'book'));
  if (file.isDamaged) faults.push('the book is neither the old nor the new one');
  const counter = `install ${last.item.version}`;
  // The way back to an older version asks an installer as well; it is of another order's version.
  const before = numbers.filter((one) => one.counter === counter && one.number === at).length;
  const entry = file.book.entries['deb:hello'];
  const isItself = entry?.item.assignment === last.item.assignment;
  if (before > 0 && (!isItself || entry.attempts < before)) {
    faults.push(`${before} attempts were made, the book knows ${isItself ? entry.attempts : 0}`);
  }
  let more = 0;
  const life = await stage.open(
    (version) => (more += Number(version === last.item.version)),
    () => undefined,
  );
  if (!(await life.give(at))) {
    faults.push(`it does not come to an end: ${JSON.stringify(life.deployer.note)}`);
  }
  await life.stop();
  const asked = before + more;
  if (asked > last.item.attemptsMax) faults.push(`the installer was asked ${asked} times`);
  const fault = faultOf(last, await stage.look());
  if (fault !== null) faults.push(fault);
  const end = await BookFile.open(join(root, 'deploy', 'book'));
  if (end.book.unsaid.length > 0) faults.push(`${end.book.unsaid.length} words are left unsaid`);
  const needed = neededFiles(end.book);
  for (const name of await readdir(join(root, 'deploy', 'staging'))) {
    if (!needed.has(name.slice(0, 64))) faults.push(`${name} is left behind`);
  }
  return { accepted, arrived: accepted, voided: 0, named: [], healed: [], faults };
}

/** The book of deployments on a device; what is accepted are orders. */
export const installSubject: DiskSubject = {
  name: 'install-book',
  program: join(import.meta.dirname, 'install-worker.ts'),
  data: /^deploy\/(book|trust\/[^/]*|staging\/[^/]*)$/,
  remedies: /^UsageError: /,
  prepare: prepareStage,
  judge,
};
