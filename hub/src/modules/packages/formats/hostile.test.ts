import { deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryXml } from './binary-xml.ts';
import { openCompound } from './compound-file.ts';
import { inspect, type Inspection } from './inspect.ts';
import { openPgpKeys } from './openpgp.ts';
import { sourceOf, type ByteSource } from './source.ts';

const reason = (found: Inspection): string => (found.ok ? found.format : found.reason);
const of = async (bytes: Buffer): Promise<string> => reason(await inspect(sourceOf(bytes)));

function member(name: string, content: Buffer, size = String(content.length)): Buffer {
  const header = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}`;
  const head = Buffer.from(`${header}${size.padEnd(10)}\`\n`);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2, '\n')]);
}
const deb = (...members: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from('!<arch>\n'),
    member('debian-binary', Buffer.from('2.0\n')),
    ...members,
  ]);

function tar(name: string, content: Buffer, size = content.length): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('0', 156);
  header.fill(' ', 148, 156);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1_024)]);
}
const control = Buffer.from('Package: a-b\nVersion: 1\nArchitecture: all\n');

/** A zip of one packed entry, whose directory says what it is told to. */
function zip(name: string, content: Buffer, saysBytes = content.length): Buffer {
  const packed = deflateRawSync(content);
  const file = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(saysBytes, 22);
  local.writeUInt16LE(file.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(saysBytes, 24);
  central.writeUInt16LE(file.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + file.length, 12);
  end.writeUInt32LE(30 + file.length + packed.length, 16);
  return Buffer.concat([local, file, packed, central, file, end]);
}

/** A compound file whose directory chain and tree are as told. */
function compound(table: readonly number[], child: number, sibling = 0xffffffff): Buffer {
  const file = Buffer.alloc(512 * 3);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  for (const [at, value] of [
    [26, 3],
    [30, 9],
    [32, 6],
  ] as const) {
    file.writeUInt16LE(value, at);
  }
  for (const [at, value] of [
    [44, 1],
    [48, 1],
    [56, 4_096],
    [60, 0xfffffffe],
    [68, 0xfffffffe],
    [76, 0],
  ] as const) {
    file.writeUInt32LE(value, at);
  }
  for (const [i, next] of table.entries()) file.writeUInt32LE(next, 512 + i * 4);
  for (let entry = 0; entry < 2; entry += 1) {
    const at = 1_024 + entry * 128;
    file[at + 66] = entry === 0 ? 5 : 2;
    file.writeUInt32LE(entry === 0 ? 0xffffffff : sibling, at + 68);
    file.writeUInt32LE(0xffffffff, at + 72);
    file.writeUInt32LE(entry === 0 ? child : 0xffffffff, at + 76);
  }
  return file;
}

describe('content decides, whatever the name says', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'unknown_type'],
    ['text', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'unknown_type'],
    ['an ar that is no deb', Buffer.from('!<arch>\nlibc.a/'), 'unknown_type'],
    ['a zip of nothing known', zip('readme', control), 'unknown_type'],
    ['an Intune package', zip('IntuneWinPackage/Metadata/Detection.xml', control), 'intunewin'],
    ['an iOS app', zip('Payload/Till.app/Info.plist', control), 'ipa'],
    ['a zip named as a path outside', zip('../AppxManifest.xml', control), 'bad_structure'],
    ['an xar', Buffer.from('xar!....'), 'pkg'],
    ['a tar', tar('a', control), 'tar'],
    ['a packed tar', gzipSync(tar('a', control)), 'tar'],
    ['packed text', gzipSync(control), 'unknown_type'],
    [
      'a disk image',
      Buffer.concat([Buffer.alloc(600), Buffer.from('koly'), Buffer.alloc(508)]),
      'dmg',
    ],
  ])('%s', async (_what, bytes, expected) => {
    expect(await of(bytes)).toBe(expected);
  });
});

describe('hostile packages are refused by name', () => {
  const bomb = Buffer.alloc(40 * 1_048_576);
  it.each([
    ['a gzip bomb', deb(member('control.tar.gz', gzipSync(bomb))), 'too_large'],
    ['a zstd bomb', deb(member('control.tar.zst', zstdCompressSync(bomb))), 'too_large'],
    ['no gzip', deb(member('control.tar.gz', control)), 'bad_compression'],
    ['no xz', deb(member('control.tar.xz', control)), 'bad_compression'],
    ['a member beyond the end', deb(member('control.tar', control, '999999')), 'truncated'],
    ['a member of no size', deb(member('control.tar', control, '-1')), 'bad_structure'],
    ['another packing', deb(member('control.tar.bz2', control)), 'unsupported'],
    ['no control member', deb(), 'unsupported'],
    ['many members', deb(...Array.from({ length: 80 }, () => member('x', control))), 'too_many'],
    ['a tar without control', deb(member('control.tar', tar('other', control))), 'missing_part'],
    [
      'a file beyond the tar',
      deb(member('control.tar', tar('control', control, 9_999))),
      'truncated',
    ],
    ['no tar', deb(member('control.tar', Buffer.alloc(1_024, 'x'))), 'bad_structure'],
    ['no fields', deb(member('control.tar', tar('control', Buffer.from(' x\n')))), 'bad_text'],
    ['no UTF-8', deb(member('control.tar', tar('control', Buffer.from([0x41, 0xff])))), 'bad_text'],
    [
      'a field twice',
      deb(member('control.tar', tar('control', Buffer.from('Package: a\nPackage: b\n')))),
      'bad_text',
    ],
    [
      'no version',
      deb(member('control.tar', tar('control', Buffer.from('Package: a\n')))),
      'missing_part',
    ],
    [
      'an rpm of its lead alone',
      Buffer.concat([Buffer.from('edabeedb', 'hex'), Buffer.alloc(92)]),
      'truncated',
    ],
    [
      'an rpm header of 4 GiB',
      Buffer.concat([
        Buffer.from('edabeedb', 'hex'),
        Buffer.alloc(92),
        Buffer.from('8eade80100000000ffffffffffffffff', 'hex'),
      ]),
      'too_large',
    ],
    ['a chain that comes round', compound([0xfffffffd, 1], 1), 'cycle'],
    ['a directory that comes round', compound([0xfffffffd, 0xfffffffe], 1, 1), 'cycle'],
    [
      'a directory entry that is not there',
      compound([0xfffffffd, 0xfffffffe], 900),
      'bad_structure',
    ],
    [
      'a table larger than the file',
      Buffer.concat([compound([], 1).fill(255, 44, 48)]),
      'bad_structure',
    ],
    ['a manifest that is no XML', zip('AppxManifest.xml', control), 'bad_text'],
    [
      'entities',
      zip('AppxManifest.xml', Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><Package>&b;</Package>')),
      'unsupported',
    ],
    ['a manifest of 5 MiB', zip('AppxManifest.xml', Buffer.alloc(5 * 1_048_576, 'a')), 'too_large'],
    ['more than its size', zip('AppxManifest.xml', Buffer.alloc(9_999, 'a'), 9), 'bad_compression'],
    ['an APK without a manifest of Android', zip('AndroidManifest.xml', control), 'bad_structure'],
    ['a zip without its end', zip('AppxManifest.xml', control).subarray(0, 60), 'bad_structure'],
    [
      'an executable cut off',
      Buffer.concat([
        Buffer.from('MZ'),
        Buffer.alloc(58),
        Buffer.from([64, 0, 0, 0]),
        Buffer.from('PE\0\0'),
      ]),
      'truncated',
    ],
  ])('%s', async (_what, bytes, expected) => {
    expect(await of(bytes)).toBe(expected);
  });
});

describe('bytes changed anywhere', () => {
  const seeds: readonly (readonly [string, Buffer])[] = [
    ['deb', deb(member('control.tar.gz', gzipSync(tar('./control', control))))],
    ['compound', compound([0xfffffffd, 0xfffffffe], 1)],
    ['msix', zip('AppxManifest.xml', Buffer.from('<Package><Identity Name="a"/></Package>'))],
    ['tar', tar('a', control)],
  ];
  it.each(seeds)('never make a parser of %s throw or read without end', async (_name, seed) => {
    const change = fc.tuple(fc.nat(seed.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 12 }),
        fc.nat(seed.length),
        async (changes, length) => {
          const bytes = Buffer.from(seed);
          for (const [at, value] of changes) bytes[at] = value;
          let reads = 0;
          const whole = sourceOf(bytes.subarray(0, length));
          const counted: ByteSource = {
            size: whole.size,
            readAt(offset, wanted) {
              reads += 1;
              return whole.readAt(offset, wanted);
            },
          };
          const found = await inspect(counted);
          expect(reads).toBeLessThan(500);
          expect(typeof reason(found)).toBe('string');
        },
      ),
      { numRuns: 150 },
    );
  });

  it('leave openpgp, binary XML and compound files bounded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (random) => {
        const bytes = Buffer.from(random);
        expect(openPgpKeys(bytes).length).toBeLessThan(100);
        const xml = Buffer.concat([Buffer.from('0300080000000000', 'hex'), bytes]);
        const elements = await Promise.resolve(xml)
          .then(binaryXml)
          .catch(() => []);
        expect(elements.length).toBeLessThan(100);
        const file = Buffer.concat([compound([], 1).subarray(0, 512), bytes]);
        const opened = await openCompound(sourceOf(file)).catch(() => undefined);
        expect(opened === undefined || opened.streams.length < 100).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
