import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../errors.ts';
import { eucora } from '../gen/wire.js';
import { toHex } from '../ids.ts';
import { merkleLeaf, merkleProof, merkleProofs, merkleRoot, verifyMerkle } from '../merkle.ts';
import { idFor, keyFor } from '../testing/builders.ts';
import { idle, itemFor, SimulatedDevice, SimulatedSite } from '../testing/desired-site.ts';
import {
  nothingDesired,
  readDesiredAnswer,
  readDesiredAsk,
  writeDesiredAnswer,
  writeDesiredAsk,
} from './ask.ts';
import { leaseDefaults } from './lease.ts';
import { coSign, manifestHash, openDesiredManifest, openSlice, sealDesired } from './manifest.ts';
import {
  desiredLimits,
  packageFormats,
  planes,
  type DesiredItem,
  type HealthCheck,
} from './model.ts';
import { DesiredError } from './refusal.ts';
import {
  deploymentSteps,
  readAttestation,
  readReport,
  writeAttestation,
  writeReport,
} from './reports.ts';
import { decodeSlice, encodeSlice } from './slices.ts';

// What orders and reports are on the wire, and what no device takes.

const code = (expected: string) => expect.objectContaining({ code: expected });
const name = fc.stringMatching(/^[a-z0-9][a-z0-9+._~: -]{0,20}[a-z0-9]$/);
const ms = fc.option(fc.integer({ min: 1, max: 2 ** 48 }), { nil: null });
const plain = (bytes: Uint8Array) => Buffer.from(bytes);
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(plain);
const check: fc.Arbitrary<HealthCheck> = fc.oneof(
  fc.record({ kind: fc.constant('service_active' as const), unit: name }),
  fc.record({ kind: fc.constant('file_exists' as const), path: name.map((n) => `/opt/${n}`) }),
  fc.record({
    kind: fc.constant('port_open' as const),
    port: fc.integer({ min: 1, max: 65_535 }),
  }),
  fc.record({
    kind: fc.constant('program_succeeds' as const),
    path: name.map((n) => `C:\\app\\${n}`),
    args: fc.array(fc.oneof(name, fc.constant(''), fc.constant('--version')), { maxLength: 4 }),
    timeoutMs: fc.integer({ min: 1, max: 3_600_000 }),
  }),
);
const common = {
  assignment: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(toHex),
  packageName: name,
  format: fc.constantFrom(...packageFormats),
  rollback: fc.boolean(),
  security: fc.boolean(),
  ring: fc.integer({ min: 0, max: 4 }),
  plane: fc.constantFrom(...planes),
  notBeforeMs: ms,
  deadlineMs: ms,
  windows: fc.array(
    fc.record({
      days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
      fromMinute: fc.integer({ min: 0, max: 1_439 }),
      minutes: fc.integer({ min: 1, max: 1_440 }),
    }),
    { maxLength: 3 },
  ),
  before: fc.array(check, { maxLength: 3 }),
  after: fc.array(check, { maxLength: 3 }),
  attemptsMax: fc.integer({ min: 1, max: 20 }),
};
const artifact = fc.record({
  targetPath: fc.constantFrom('linux/retail/a_1.deb', 'x'),
  sha256: hash,
  bytes: fc.integer({ min: 1, max: 2 ** 40 }),
  chunkListSha256: hash,
});
const item: fc.Arbitrary<DesiredItem> = fc.oneof(
  fc.record({ ...common, action: fc.constant('install' as const), version: name, artifact }),
  fc.record({
    ...common,
    action: fc.constant('remove' as const),
    version: fc.constant(''),
    artifact: fc.constant(null),
  }),
  fc.record({
    ...common,
    action: fc.constant('pin' as const),
    version: name,
    artifact: fc.constant(null),
  }),
);

const one = itemFor('linux/retail/app_2.0.deb', Buffer.from('app'));
const device = idFor('device');
const sliceOf = (...items: readonly DesiredItem[]) => ({ device, items });
const head = { site: 'hq', ledgerEpoch: 3, generation: 7, issuedMs: 1_000, issuedHiMs: 1_500 };
const director = keyFor('director');
const root = () => {
  const site = new SimulatedSite();
  return new SimulatedDevice(site).root!;
};

describe('a slice', () => {
  test('comes out as it went in, whatever it orders', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(item, { maxLength: 4, selector: (each) => each.packageName }),
        (items) => {
          expect(decodeSlice(encodeSlice(sliceOf(...items)))).toEqual({
            device,
            items,
            unread: [],
          });
        },
      ),
    );
  });

  test.each<[string, Partial<DesiredItem>]>([
    ['a package name that an installer would read as an option', { packageName: '--force-all' }],
    ['a package name with a path in it', { packageName: '../app' }],
    ['a version with a line break', { version: '1.0\nrm' }],
    ['no version to install', { version: '' }],
    [
      'an artifact path that leaves its folder',
      { artifact: { ...one.artifact!, targetPath: 'a/../b' } },
    ],
    ['an artifact without bytes', { artifact: { ...one.artifact!, bytes: 0 } }],
    ['a short hash', { artifact: { ...one.artifact!, sha256: new Uint8Array(31) } }],
    ['nothing to install', { artifact: null }],
    ['something to install while removing', { action: 'remove', version: '' }],
    ['a version while removing', { action: 'remove', artifact: null }],
    ['a sixth ring', { ring: 5 }],
    ['no attempt', { attemptsMax: 0 }],
    ['a window on no day', { windows: [{ days: [], fromMinute: 0, minutes: 60 }] }],
    ['a window on an eighth day', { windows: [{ days: [7], fromMinute: 0, minutes: 60 }] }],
    ['a check of a relative path', { before: [{ kind: 'file_exists', path: 'etc/passwd' }] }],
    ['a check of port 0', { after: [{ kind: 'port_open', port: 0 }] }],
    ['a unit that would be read as an option', { after: [{ kind: 'service_active', unit: '-H' }] }],
  ])('is not made with %s', (_, over) => {
    expect(() => encodeSlice(sliceOf({ ...one, ...over }))).toThrow(ProtocolError);
  });

  test('has bounds', () => {
    const many = Array.from({ length: 1_001 }, (_, n) => ({ ...one, packageName: `app${n}` }));
    expect(() => encodeSlice(sliceOf(...many))).toThrow(code('oversized'));
    const checks = Array.from({ length: 17 }, () => ({ kind: 'port_open' as const, port: 1 }));
    expect(() => encodeSlice(sliceOf({ ...one, after: checks }))).toThrow(code('oversized'));
    expect(() => decodeSlice(new Uint8Array(desiredLimits.sliceBytesMax + 1))).toThrow(
      code('oversized'),
    );
    expect(() => decodeSlice(Buffer.from('nonsense'))).toThrow(ProtocolError);
  });

  test('of a newer hub: what this program can’t read is told, the rest is obeyed', () => {
    const { DesiredSlice } = eucora.v1;
    const wire = DesiredSlice.decode(encodeSlice(sliceOf(one, { ...one, packageName: 'other' })));
    wire.items[0]!.format = 'flatpak';
    const opened = decodeSlice(DesiredSlice.encode(wire).finish());
    expect(opened.items.map(({ packageName }) => packageName)).toEqual(['other']);
    expect(opened.unread).toMatchObject([{ assignment: one.assignment }]);
    expect(opened.unread[0]!.why).toMatch(/"flatpak" is unknown.*update it/);
    wire.version = 2;
    expect(() => decodeSlice(DesiredSlice.encode(wire).finish())).toThrow(code('unknown_version'));
  });
});

describe('a document', () => {
  const slices = ['device', 'b', 'c', 'd', 'e'].map((each) => ({
    device: idFor(each),
    items: [one],
  }));
  const lease = leaseDefaults.online;
  const sealed = sealDesired(head, slices, lease, null, [director]);

  test('says what was sealed, and each device’s slice leads to its root', () => {
    const { manifest, approved, hash: own } = openDesiredManifest(sealed.manifest, 'hq', root());
    expect(manifest).toMatchObject({ ...head, slices: 5, lease, parent: null });
    expect(approved).toBe(false);
    expect(own).toEqual(manifestHash(sealed.manifest));
    for (const [id, { slice, proof }] of sealed.slices) {
      expect(openSlice(manifest, slice, proof, id).items).toEqual([one]);
    }
    const { slice, proof } = sealed.slices.get(device)!;
    const other = sealed.slices.get(idFor('b'))!;
    expect(() => openSlice(manifest, slice, other.proof, device)).toThrow(code('wrong_hash'));
    expect(() => openSlice(manifest, slice, { ...proof, size: 6 }, device)).toThrow(
      code('wrong_hash'),
    );
    expect(() => openSlice(manifest, other.slice, other.proof, device)).toThrow(
      expect.objectContaining({ code: 'wrong_device', clause: 'EUCORA D4' }),
    );
  });

  test('names the one before, which nobody has to have', () => {
    const parent = manifestHash(sealed.manifest);
    const next = sealDesired({ ...head, generation: 8 }, slices, lease, parent, [director]);
    const { manifest } = openDesiredManifest(next.manifest, 'hq', root());
    expect(manifest.parent).toEqual(parent);
    const without = { ...head, generation: 9 };
    const empty = sealDesired(without, [], lease, parent, [director]).manifest;
    expect(openDesiredManifest(empty, 'hq', root()).manifest.slices).toBe(0);
  });

  test('is approved by as many approvers as root asks for; co-signing keeps what was signed', () => {
    const [a, b] = [keyFor('approver a'), keyFor('approver b')];
    const once = coSign(sealed.manifest, a);
    expect(openDesiredManifest(once, 'hq', root()).approved).toBe(false);
    const twice = coSign(coSign(once, b), b);
    expect(openDesiredManifest(twice, 'hq', root()).approved).toBe(true);
    expect(manifestHash(twice)).toEqual(manifestHash(sealed.manifest));
    // A spoilt signature of an approver is not one that is missing.
    const spoilt = Buffer.from(once);
    spoilt[spoilt.length - 1]! ^= 1;
    expect(() => openDesiredManifest(spoilt, 'hq', root())).toThrow(code('wrong_signature'));
  });

  test('without a director in root there is none, and the remedy is told', () => {
    const none = { director: undefined, approvers: undefined };
    expect(() => openDesiredManifest(sealed.manifest, 'hq', none)).toThrow(DesiredError);
    expect(() => openDesiredManifest(sealed.manifest, 'hq', none)).toThrow(
      /root names no director \(EUCORA D1\)\. Have the hub sign/,
    );
  });

  test('has a lease that ends, and one slice for a device', () => {
    const seal = (terms: typeof lease) => () => sealDesired(head, slices, terms, null, [director]);
    expect(seal({ ...lease, graceMs: lease.freshMs - 1 })).toThrow(code('malformed'));
    expect(seal({ ...lease, freshMs: 0 })).toThrow(code('malformed'));
    expect(seal({ ...lease, holdMs: desiredLimits.leaseMsMax + 1 })).toThrow(/for ever/);
    const twice = [...slices, slices[0]!];
    expect(() => sealDesired(head, twice, lease, null, [director])).toThrow(/two slices/);
  });

  test('all proofs at once are those that are made one by one', () => {
    for (let size = 1; size <= 17; size += 1) {
      const leaves = Array.from({ length: size }, (_, n) => merkleLeaf(Buffer.from([n])));
      const proofs = merkleProofs(leaves);
      for (const [at, proof] of proofs.entries()) {
        expect(proof).toEqual(merkleProof(leaves, at));
        verifyMerkle(merkleRoot(leaves), leaves[at]!, proof);
      }
    }
  });

  test('a newer document is taken whatever its parent; an approval of the same is, once', () => {
    const site = new SimulatedSite();
    const on = new SimulatedDevice(site);
    const first = site.order([site.item('2.0', { ring: 3 })]);
    site.generation += 10; // documents that never came here
    site.last = new Uint8Array(32);
    const later = site.order([site.item('2.0', { ring: 3 })]);
    expect(on.take(first)).toEqual(['taken']);
    expect(on.take(later)).toEqual(['taken']);
    expect(on.carryOut()).toEqual(['not_approved', 'EUCORA D7']);
    expect(on.take(later)).toEqual(['held']);
    expect(on.take(site.approve(later))).toEqual(['taken']);
    expect(on.take(later)).toEqual(['held']); // a relay that takes the approval off gains nothing
    expect(on.carryOut()).toEqual(['install']);
    // Another document of the same number is none.
    site.generation -= 1;
    expect(on.take(site.order([]))).toEqual(['malformed', 'EUCORA D3']);
  });
});

describe('what goes between a device and its relay', () => {
  test('the question and the answer come out as they went in', () => {
    const asks = { deviceId: device, ledgerEpoch: 3, generation: 9, approved: true };
    expect(readDesiredAsk(writeDesiredAsk(asks))).toEqual(asks);
    const sealed = sealDesired(head, [sliceOf(one)], leaseDefaults.online, null, [director]);
    const answer = { manifest: sealed.manifest, ...sealed.slices.get(device)!, held: true };
    expect(readDesiredAnswer(writeDesiredAnswer(answer))).toEqual(answer);
    for (const held of [true, false]) {
      const none = readDesiredAnswer(writeDesiredAnswer(nothingDesired(held)));
      expect(none).toMatchObject({ held, proof: null });
      expect(none.manifest).toHaveLength(0);
    }
    expect(() => readDesiredAsk(Buffer.alloc(300))).toThrow(code('oversized'));
  });

  test('each step of a report, and the attestation, as events', () => {
    for (const step of deploymentSteps) {
      const report = {
        assignment: one.assignment,
        packageName: 'app',
        version: '2.0',
        generation: 7,
        step,
        code: 'goes_back',
        detail: 'why',
        attempt: 2,
      };
      const event = writeReport(report);
      expect(event).toMatchObject({ kind: 'deployment_result', type: 1 });
      expect(readReport(event)).toEqual(report);
      const long = readReport(writeReport({ ...report, detail: 'é'.repeat(9_000) }));
      expect(long!.detail).toHaveLength(500);
      expect(readReport({ ...event, type: 2 })).toBeUndefined();
      expect(readAttestation(event)).toBeUndefined();
    }
    const attestation = {
      assignment: one.assignment,
      packageName: 'app',
      version: '2.0',
      bootId: idFor('boot'),
      generation: 7,
    };
    const event = writeAttestation(attestation);
    expect(event).toMatchObject({ kind: 'attestation', type: 3 });
    expect(readAttestation(event)).toEqual(attestation);
    expect(readAttestation({ ...event, type: 1 })).toBeUndefined();
    expect(readReport(event)).toBeUndefined();
  });

  test('a package of a removal has no version, in a report as in an order', () => {
    const { action, version } = { ...one, ...idle('remove', '') };
    expect([action, version]).toEqual(['remove', '']);
    const gone = decodeSlice(encodeSlice(sliceOf({ ...one, ...idle('remove', '') })));
    expect(gone.items[0]).toMatchObject({ action: 'remove', version: '', artifact: null });
  });
});
