import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importPrivateKey, toHex } from '@eucora/protocol';
import {
  leaseDefaults,
  openDesiredManifest,
  sealDesired,
  writeDesiredBundle,
  writeSliceFile,
  type DesiredItem,
} from '@eucora/protocol/desired';
import { openRoot } from '@eucora/protocol/trust';
import { CeremonyDesk } from './ceremony.testing.ts';

let desk: CeremonyDesk;
beforeAll(async () => {
  desk = await CeremonyDesk.open(Date.UTC(2027, 0, 1));
  await desk.firstRoot();
});
afterAll(() => rm(desk.cwd, { recursive: true, force: true }));

const removal: DesiredItem = {
  assignment: 'a'.repeat(32),
  packageName: 'telnetd',
  format: 'deb',
  action: 'remove',
  version: '',
  artifact: null,
  rollback: false,
  security: false,
  ring: 0,
  plane: 'agent',
  notBeforeMs: null,
  deadlineMs: null,
  windows: [],
  before: [],
  after: [],
  attemptsMax: 3,
};
const pin: DesiredItem = { ...removal, packageName: 'till', action: 'pin', version: '4.2' };

test('an approver sees what a document orders, and signs what the director signed for the site', async () => {
  const director = importPrivateKey(await desk.seedOf('online'));
  const slices = ['1', '2'].map((digit) => ({ device: digit.repeat(32), items: [removal, pin] }));
  const head = { site: 'hq', ledgerEpoch: 1, generation: 7, issuedMs: Date.UTC(2027, 0, 1) };
  const sealed = sealDesired(head, slices, leaseDefaults.online, null, [director]);
  const file = writeSliceFile([...sealed.slices.values()].map(({ slice }) => slice));
  const { manifest } = sealed;
  await writeFile(desk.path('hq.desired'), writeDesiredBundle({ manifest, slices: file }));
  const cut = writeDesiredBundle({ manifest, slices: file.subarray(0, file.length / 2) });
  await writeFile(desk.path('cut.desired'), cut);
  const by = (holder: string, document = 'hq.desired', site = 'hq') =>
    `approve --dir stick --site ${site} --document ${document} --key ${holder} ` +
    '--passphrase-file phrase --out hq.signed';
  for (const [line, why] of [
    [by('pat'), /pat is no approver by root 1/],
    [by('carol', 'nothing.desired'), /nothing.desired can't be read/],
    [by('carol', 'phrase'), /no document of what a site should run/],
    [by('carol', 'cut.desired'), /cut off|not the slices of the document/],
    [by('carol', 'hq.desired', 'vault'), /for site hq/],
  ] as const) {
    expect([line, await desk.run(line)]).toEqual([line, 1]);
    expect(desk.said).toMatch(why);
  }
  desk.answers = ['no'];
  expect(await desk.run(by('carol'))).toBe(1);
  expect(desk.lines.slice(0, 3)).toEqual([
    'Document 7 for site hq, issued 2027-01-01T00:00:00.000Z, orders:',
    '  ! remove telnetd (ring 0) on 2 devices: it removes software',
    '    pin till 4.2 (ring 0) on 2 devices',
  ]);
  desk.answers = ['yes'];
  await desk.good(by('carol'));
  const root = openRoot(await readFile(desk.path('stick/metadata/1.root.json'))).signed;
  const opened = openDesiredManifest(await readFile(desk.path('hq.signed')), 'hq', root);
  expect([opened.approved, opened.manifest.generation]).toEqual([true, 7]);
  expect(toHex(opened.hash)).toBe(toHex(openDesiredManifest(manifest, 'hq', root).hash));
});
