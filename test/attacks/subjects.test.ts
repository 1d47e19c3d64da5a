import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hubLeafFiles, revoke } from '@eucora/hub/testing';
import { materialOf } from '@eucora/endpoint-agent';
import { generateKeyPair, randomId, subjects, toPem, type SiteId } from '@eucora/protocol';
import { makeIntermediate, makeSiteLeaf, type Issuer } from '@eucora/protocol/x509';
import { expect, test } from 'vitest';
import { until } from '../kit/until.ts';
import { HubServer, type AdmittedRelay } from './hub-server.ts';
import { RawNats, type Shown } from './raw-nats.ts';
import { PkiHub, SecuredSite, type SecuredDevice } from './secured-site.ts';

// Every kind of subject of the grammar, tried by every kind of principal on the real servers of a
// site and of the hub, each with its real gate: what comes out are the two committed matrices. A line
// that changes there changes who may say or hear what.

const dayMs = 86_400_000;

/** Somebody who wants in, and the heading of their column. */
interface Principal {
  readonly name: string;
  readonly shown: Shown;
}

/** Subjects of both servers; `A` and `B` are devices of the site hq, `C` is one of the site lab. */
function grammar(ids: Readonly<Record<'A' | 'B' | 'C', string>>): readonly string[] {
  const sites: readonly SiteId[] = ['hq', 'lab'];
  const { A, B, C } = ids;
  return [
    ...sites.flatMap((site) => [
      subjects.uplink('urgent', site),
      subjects.uplink('ledger', site),
      subjects.uplink('bulk', site),
      subjects.tip(site),
      subjects.recertify(site),
      subjects.door(site),
      subjects.downlink(site, 'receipt'),
      subjects.downlink(site, 'revocations'),
      subjects.downlinkOfSite(site),
      subjects.downlinkGet(site, 'receipt'),
      subjects.downlinkGet(site, 'revocations'),
      `${subjects.relayInbox(site)}.reply`,
      `${subjects.relayInbox(site)}.>`,
      subjects.desk(site, 'batch'),
      subjects.deskOfAnyone(site, 'batch'),
      subjects.deskAll(site),
    ]),
    ...[A, B].flatMap((device) => [
      subjects.deskOf('hq', 'enrol', device),
      subjects.deskOf('hq', 'offer', device),
      subjects.deskOf('hq', 'batch', device),
      subjects.deskOf('hq', 'collection', device),
      subjects.deskOf('hq', 'desired', device),
      subjects.deskOf('hq', 'artifact', device),
      subjects.deskOf('hq', 'chunks', device),
      subjects.deskOf('hq', 'trust', device),
      subjects.deskOf('lab', 'batch', device),
      `site.hq.${device}.>`,
      `${subjects.inboxOf(device)}.reply`,
      `${subjects.inboxOf(device)}.>`,
    ]),
    subjects.deskOf('lab', 'batch', C),
    `${subjects.inboxOf(C)}.reply`,
    `_INBOX.device.*.reply`,
    `${subjects.deviceInbox}.>`,
    '_INBOX.relay.>',
    '_INBOX.anything',
    '_INBOX.>',
    subjects.uplinkAll,
    subjects.tipAll,
    subjects.recertifyAll,
    subjects.doorAll,
    subjects.downlinkAll,
    subjects.authCallout,
    subjects.authAnswers.replace('>', 'x'),
    subjects.authAnswers,
    '$SYS.REQ.SERVER.PING',
    '$SYS.REQ.SERVER.PING.CONNZ',
    '$SYS.ACCOUNT.HUB.CONNECT',
    '$SYS.>',
    '$JS.API.INFO',
    '$JS.API.STREAM.NAMES',
    '$JS.API.STREAM.DELETE.UPLINK_LEDGER',
    '$JS.API.STREAM.PURGE.DOWNLINK',
    '$JS.API.STREAM.MSG.GET.DOWNLINK',
    '$JS.API.STREAM.MSG.DELETE.DOWNLINK',
    '$JS.API.CONSUMER.CREATE.UPLINK_LEDGER',
    '$JS.API.CONSUMER.MSG.NEXT.UPLINK_LEDGER.ingest',
    '$JS.ACK.UPLINK_LEDGER.ingest.1.1.1.1.1',
    '$JS.API.>',
    '$JS.>',
    '$KV.anything.key',
    'anything',
    'site.>',
    'uplink.>',
    'downlink.>',
    '*',
    '*.*.*.*',
    '>',
  ];
}

const isPattern = (subject: string): boolean => /[*>]/.test(subject);

/** The matrix as text: what each may say and hear, or that they are not let in at all. */
async function matrixOf(
  url: string,
  principals: readonly Principal[],
  tried: readonly string[],
  nameOf: (subject: string) => string,
): Promise<string> {
  const names = tried.map(nameOf);
  const width = Math.max(...names.map((name) => name.length));
  const columns: string[][] = [];
  for (const { shown } of principals) {
    using raw = await RawNats.open(url, shown);
    const cells = [raw === undefined ? 'refused' : 'let in'];
    for (const subject of tried) {
      const says = raw !== undefined && !isPattern(subject) && (await raw.says(subject));
      const hears = raw !== undefined && (await raw.hears(subject));
      const words = [...(says ? ['say'] : []), ...(hears ? ['hear'] : [])].join('+');
      cells.push(raw === undefined ? 'x' : words || '-');
    }
    columns.push(cells);
  }
  const line = (head: string, cells: readonly string[]): string =>
    [
      head.padEnd(width),
      ...cells.map((cell, i) => cell.padEnd(Math.max(8, principals[i]!.name.length))),
    ]
      .join(' ')
      .trimEnd();
  const heads = principals.map(({ name }) => name);
  const rows = ['', ...names].map((name, row) =>
    line(
      name === '' ? 'entry' : name,
      columns.map((cells) => cells[row]!),
    ),
  );
  return `${[line('', heads), ...rows].join('\n')}\n`;
}

/** A leaf of a site's intermediate, and its key. */
async function leafOf(issuer: Issuer, site: SiteId, id: string, issuedMs = Date.now()) {
  const key = generateKeyPair();
  const publicKey = key.publicKey.raw;
  const leaf = await makeSiteLeaf(issuer, { site, id, publicKey, issuedMs });
  const cert = toPem(leaf) + toPem(issuer.certificate);
  return { cert, key: key.object.export({ format: 'pem', type: 'pkcs8' }) };
}

async function intermediateOf(hub: Issuer, site: SiteId): Promise<Issuer> {
  const key = generateKeyPair();
  const parts = { site, siteClass: 'online', publicKey: key.publicKey.raw } as const;
  return { key, certificate: await makeIntermediate(hub, { ...parts, issuedMs: Date.now() }) };
}

const shownBy = (device: SecuredDevice): Shown => ({ material: materialOf(device.tls) });

test('who may say and hear what at a site’s server', async () => {
  await using site = await SecuredSite.start();
  const ticket = await site.ticket(9);
  const old = await site.enrol(ticket);
  site.pass(31);
  const [a, b, gone] = [
    await site.enrol(ticket),
    await site.enrol(ticket),
    await site.enrol(ticket),
  ];
  await site.carry(site.hub.revoke('hq', [gone.id]));
  const lab = await intermediateOf(site.hub.issuer, 'lab');
  const c = randomId();
  const stranger = await PkiHub.create();
  const home = join(site.directory, 'relay');
  const seedOf = async (name: string): Promise<Uint8Array> =>
    new TextEncoder().encode((await readFile(join(home, 'keys', name), 'utf8')).trim());
  const foreign = await intermediateOf(stranger.issuer, 'hq');
  const relay = { ...shownBy(a), nkeySeed: await seedOf('local.nk') };
  await until('the revoked device is refused', async () => {
    using raw = await RawNats.open(site.relay.natsUrl, shownBy(gone));
    return raw === undefined;
  });
  const principals: readonly Principal[] = [
    { name: 'device A', shown: shownBy(a) },
    { name: 'device B', shown: shownBy(b) },
    { name: 'the relay', shown: relay },
    { name: 'revoked', shown: shownBy(gone) },
    { name: 'leaf of 31 days', shown: shownBy(old) },
    { name: 'device of lab', shown: { material: await leafOf(lab, 'lab', c) } },
    { name: 'another hub’s', shown: { material: await leafOf(foreign, 'hq', a.id) } },
    { name: 'no certificate', shown: {} },
    { name: 'shared nkey', shown: { nkeySeed: await seedOf('device.nk') } },
    {
      name: 'relay’s nkey alone',
      shown: { nkeySeed: relay.nkeySeed },
    },
  ];
  const nameOf = (subject: string): string =>
    subject.replaceAll(a.id, 'A').replaceAll(b.id, 'B').replaceAll(c, 'C');
  const tried = grammar({ A: a.id, B: b.id, C: c });
  const text = await matrixOf(site.relay.natsUrl, principals, tried, nameOf);
  await expect(text).toMatchFileSnapshot('subjects-of-a-site.txt');
}, 60_000);

test('who may say and hear what at the hub’s server', async () => {
  await using server = await HubServer.start();
  const [hq, lab, gone]: readonly AdmittedRelay[] = [
    await server.admit('hq'),
    await server.admit('lab'),
    await server.admit('gone'),
  ];
  const now = (): Date => new Date();
  const wish = { siteId: 'gone', kind: 'relay', id: gone!.relayId, reason: 'stolen' } as const;
  await revoke({ db: server.database.db, now }, wish, 'test');
  const files = await hubLeafFiles(server.serverFiles.home, server.keys.ca, new Date());
  const read = (path: string): Promise<string> => readFile(path, 'utf8');
  const own = { cert: await read(files.certificate), key: await read(files.key) };
  const asRelay = async (relay: AdmittedRelay, issuedMs = Date.now()): Promise<Shown> => ({
    material: await leafOf(relay.issuer, relay.site, relay.relayId, issuedMs),
    nkeySeed: relay.nkeySeed,
  });
  const [a, b, c] = [randomId(), randomId(), randomId()];
  const stranger = await PkiHub.create();
  const foreign = await intermediateOf(stranger.issuer, 'hq');
  const principals: readonly Principal[] = [
    { name: 'the hub', shown: { material: own, nkeySeed: server.keys.natsSeed } },
    { name: 'the hub’s system', shown: { material: own, nkeySeed: server.keys.natsSystemSeed } },
    { name: 'relay of hq', shown: await asRelay(hq!) },
    { name: 'relay of lab', shown: await asRelay(lab!) },
    { name: 'leaf of 31 days', shown: await asRelay(hq!, Date.now() - 31 * dayMs) },
    { name: 'revoked relay', shown: await asRelay(gone!) },
    {
      name: 'device A',
      shown: { material: await leafOf(hq!.issuer, 'hq', a), nkeySeed: hq!.nkeySeed },
    },
    { name: 'without nkey', shown: { material: (await asRelay(hq!)).material } },
    {
      name: 'lab’s nkey',
      shown: { material: (await asRelay(hq!)).material, nkeySeed: lab!.nkeySeed },
    },
    {
      name: 'another hub’s',
      shown: {
        material: await leafOf(foreign, 'hq', hq!.relayId),
        nkeySeed: hq!.nkeySeed,
      },
    },
    { name: 'no certificate', shown: { nkeySeed: server.keys.natsSeed } },
    { name: 'nothing', shown: {} },
  ];
  const nameOf = (subject: string): string =>
    subject.replaceAll(a, 'A').replaceAll(b, 'B').replaceAll(c, 'C');
  const text = await matrixOf(server.url, principals, grammar({ A: a, B: b, C: c }), nameOf);
  await expect(text).toMatchFileSnapshot('subjects-of-the-hub.txt');
}, 60_000);
