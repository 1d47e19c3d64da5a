import { zstdCompressSync } from 'node:zlib';
import { batchHash } from '../batch.ts';
import { leaseDefaults } from '../desired/lease.ts';
import { coSign, manifestHash, sealDesired } from '../desired/manifest.ts';
import { createDigest, digestText } from '../digest.ts';
import { exportSeed } from '../keys.ts';
import { idToBytes, toHex } from '../ids.ts';
import { inventoryHash, type InventoryState } from '../inventory.ts';
import { laneNumber, lanes } from '../lanes.ts';
import { merkleLeaf, merkleRoot } from '../merkle.ts';
import { deviceMarkLeaf, sealReceipt } from '../receipt.ts';
import { sealTip } from '../tip.ts';
import { idle, itemFor } from './desired-site.ts';
import { anchorFor, deviceFor, heartbeats, idFor, keyFor, relayFor } from './builders.ts';

const anchor = anchorFor('vector');

/** Everything deterministic that the protocol promises, by name: input beside exact output. */
export function buildVectors(): Record<string, unknown> {
  const device = deviceFor('vector');
  const first = device.next(heartbeats(2));
  const second = device.next([
    { kind: 'metric', name: 'cpu.load', labels: 'core=0', value: 0.25 },
    { kind: 'security', code: 'usb.mounted', severity: 'warning', detail: null },
  ]);
  const relay = relayFor('hq', 'vector');
  const segment = relay.seal([first, second], {
    enrolments: [device.enrolment('hq', relay.key)],
    sealed: anchor,
  });
  const state: InventoryState = {
    facts: [
      { section: 'cpu', instance: '', key: 'model', value: 'Z80' },
      { section: 'disk', instance: 'sda', key: 'size_bytes', value: '1048576' },
    ],
    software: [
      {
        name: 'zlib1g',
        version: '1:1.2.13',
        source: 'dpkg',
        architecture: 'amd64',
        publisher: null,
      },
      { name: 'äpfel', version: '1', source: 'app', architecture: null, publisher: 'Müller' },
    ],
  };
  const digest = createDigest(device.deviceId, device.incarnation);
  for (const lane of lanes) digest.add(lane, 1, laneNumber(lane));
  const mark = {
    deviceId: device.deviceId,
    incarnation: device.incarnation,
    lane: 'ledger',
  } as const;
  const leaves = [1, 2, 3].map((through) => deviceMarkLeaf({ ...mark, through }));
  const hub = keyFor('vector hub');
  const lane = {
    lane: 'ledger',
    committedThrough: 4,
    safeThrough: 2,
    windowBytes: 65_536,
  } as const;
  const journal = { relayId: relay.relayId, incarnation: relay.incarnation };
  const receipt = sealReceipt(
    {
      site: 'hq',
      ledgerEpoch: 1,
      generation: 7,
      issuedMs: 1_790_000_000_000,
      journals: [{ ...journal, lanes: [{ ...lane, gaps: [{ first: 6, last: 6 }] }] }],
      deviceMarksRoot: merkleRoot(leaves),
    },
    hub,
  );
  const tip = sealTip(
    {
      site: 'hq',
      ...journal,
      lanes: [{ lane: 'ledger', oldestHeld: 1, sealedThrough: 1, headHash: segment.headerHash }],
      issued: anchor,
    },
    relay.key,
  );
  return {
    batch: {
      device_seed: toHex(exportSeed(device.key.object)),
      device_id: device.deviceId,
      incarnation: device.incarnation,
      anchor,
      signed_batches: [first, second].map(({ bytes }) => toHex(bytes)),
      hashes: [first, second].map(({ payload }) => toHex(batchHash(payload))),
      signature_domain: 'eucora.v1/batch\\0',
    },
    segment: {
      relay_seed: toHex(exportSeed(relay.key.object)),
      relay_id: relay.relayId,
      // zstd output differs between library versions: the compressed body is an input here.
      segment: toHex(segment.bytes),
      header_hash: toHex(segment.headerHash),
      codec_check: toHex(zstdCompressSync(Buffer.from('eucora'))).slice(0, 8),
    },
    receipt: { hub_seed: toHex(exportSeed(hub.object)), signed: toHex(receipt) },
    tip: { signed: toHex(tip) },
    inventory: { state, hash: toHex(inventoryHash(state)) },
    merkle: {
      leaves: leaves.map(toHex),
      root: toHex(merkleRoot(leaves)),
      rfc6962_empty_leaf: toHex(merkleLeaf(new Uint8Array(0))),
      rfc6962_empty_tree: toHex(merkleRoot([])),
    },
    digest: {
      device_id: device.deviceId,
      incarnation: device.incarnation,
      events: lanes.map((name) => ({ lane: laneNumber(name), first: 1, last: laneNumber(name) })),
      digest: digestText(digest.value),
    },
    desired: desiredVector(),
    ids: { site: 'hq', id: idFor('vector'), bytes: [...idToBytes(idFor('vector'))] },
  };
}

/** Orders for two devices of a site: manifest, co-signed manifest, slices and their proofs. */
function desiredVector() {
  const [director, approver] = [keyFor('vector director'), keyFor('vector approver')];
  const install = itemFor('linux/retail/app_2.0.deb', Buffer.from('app 2.0'), {
    ring: 1,
    notBeforeMs: 1_790_000_000_000,
    windows: [{ days: [0, 4], fromMinute: 1_380, minutes: 120 }],
    before: [{ kind: 'port_open', port: 443 }],
    after: [
      { kind: 'service_active', unit: 'app.service' },
      { kind: 'program_succeeds', path: '/usr/bin/app', args: ['--check'], timeoutMs: 5_000 },
    ],
  });
  const remove = itemFor('', new Uint8Array(0), { packageName: 'old', ...idle('remove', '') });
  const slices = ['vector a', 'vector b'].map((name, at) => ({
    device: idFor(name),
    items: at === 0 ? [install, remove] : [],
  }));
  const head = { site: 'hq', ledgerEpoch: 1, generation: 3, issuedMs: 1_790_000_000_000 };
  const { online } = leaseDefaults;
  const sealed = sealDesired(head, slices, online, merkleLeaf(Buffer.from('before')), [director]);
  return {
    director_seed: toHex(exportSeed(director.object)),
    approver_seed: toHex(exportSeed(approver.object)),
    manifest: toHex(sealed.manifest),
    manifest_hash: toHex(manifestHash(sealed.manifest)),
    co_signed: toHex(coSign(sealed.manifest, approver)),
    slices: [...sealed.slices].map(([device, { slice, proof }]) => ({
      device,
      slice: toHex(slice),
      proof: { ...proof, siblings: proof.siblings.map(toHex) },
    })),
    signature_domain: 'eucora.v1/site-document\\0',
  };
}
