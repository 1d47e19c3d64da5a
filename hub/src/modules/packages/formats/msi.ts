import { openCompound, type CompoundFile } from './compound-file.ts';
import { cmsSigners } from './cms.ts';
import {
  boundedDependencies,
  cleanText,
  needed,
  signedBy,
  unsigned,
  type Metadata,
  type SignatureFound,
} from './metadata.ts';
import { tableStream } from './msi-names.ts';
import { propertySet } from './property-set.ts';
import { bounds, MalformedError, type ByteSource } from './source.ts';

const template = 7; // PIDSI_TEMPLATE: platform;languages

/** Is it a Windows Installer database? Patches and transforms have no strings of their own. */
export async function isMsi(source: ByteSource): Promise<boolean> {
  const { streams } = await openCompound(source);
  return streams.some(({ name }) => name === tableStream('_StringPool'));
}

/** Reads a Windows Installer database: its properties, platform, conditions and signature. */
export async function readMsi(source: ByteSource): Promise<Metadata> {
  const file = await openCompound(source);
  const strings = await stringsOf(file);
  const properties = new Map(await pairsOf(file, strings, 'Property'));
  const summary = propertySet((await file.read('\u0005SummaryInformation', 65_536)) ?? Buffer.of());
  const of = (name: string): string | null => cleanText(properties.get(name));
  const conditions = await pairsOf(file, strings, 'LaunchCondition');
  const [platform = ''] = (summary.get(template) ?? '').split(';');
  return {
    name: needed(of('ProductName'), 'name (ProductName)'),
    version: needed(of('ProductVersion'), 'version (ProductVersion)'),
    architecture: architectureOf(platform),
    title: cleanText(summary.get(3)),
    description: of('ARPCOMMENTS'),
    vendor: of('Manufacturer'),
    homepage: of('ARPURLINFOABOUT') ?? of('ARPHELPLINK'),
    license: null,
    dependencies: boundedDependencies(
      conditions.map(([condition, words]) => ({
        kind: 'condition',
        any_of: [{ name: cleanText(condition) ?? '', constraint: cleanText(words) }],
      })),
    ),
    signature: await signatureOf(file),
    facts: factsOf(of, summary),
  };
}

function factsOf(
  of: (name: string) => string | null,
  summary: ReadonlyMap<number, string>,
): Record<string, string> {
  const told = [
    ['product_code', of('ProductCode')],
    ['upgrade_code', of('UpgradeCode')],
    ['package_code', cleanText(summary.get(9))],
    ['language', of('ProductLanguage')],
    ['all_users', of('ALLUSERS')],
  ] as const;
  return Object.fromEntries(
    told.flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** As the platform calls itself; an empty one and "Intel" are 32-bit x86. */
function architectureOf(platform: string): string {
  const known = { '': 'x86', intel: 'x86', intel64: 'ia64', x64: 'x64', arm64: 'arm64' };
  const found = Object.entries(known).find(([name]) => name === platform.trim().toLowerCase());
  return found?.[1] ?? cleanText(platform, 64) ?? 'x86';
}

async function signatureOf(file: CompoundFile): Promise<SignatureFound> {
  const signature = await file.read('\u0005DigitalSignature', 1_048_576);
  return signature === undefined ? unsigned : signedBy('authenticode', cmsSigners(signature));
}

interface Strings {
  readonly at: (reference: number) => string;
  readonly referenceBytes: 2 | 3;
}

/** The pool of all strings of a database: lengths and counts in one stream, text in another. */
async function stringsOf(file: CompoundFile): Promise<Strings> {
  const pool = await file.read(tableStream('_StringPool'));
  const data = await file.read(tableStream('_StringData'));
  if (pool === undefined || data === undefined || pool.length < 4) {
    throw new MalformedError('missing_part', 'It is no installer database: it has no strings.');
  }
  const decoder = decoderOf(pool.readUInt16LE(0));
  const ranges: (readonly [from: number, to: number])[] = [[0, 0]];
  let from = 0;
  for (let at = 4; at + 4 <= pool.length; at += 4) {
    let length = pool.readUInt16LE(at);
    const count = pool.readUInt16LE(at + 2);
    if (length === 0 && count > 0 && at + 8 <= pool.length) {
      // A long one takes two places; the first's count is the upper half of its length.
      at += 4;
      length = pool.readUInt16LE(at + 2) * 65_536 + pool.readUInt16LE(at);
    }
    if (from + length > data.length) throw new MalformedError('truncated', 'Its strings are cut.');
    ranges.push([from, from + length]);
    from += length;
  }
  return {
    referenceBytes: (pool.readUInt16LE(2) & 0x8000) === 0 ? 2 : 3,
    at(reference) {
      const range = ranges[reference];
      if (!range) throw new MalformedError('bad_structure', 'A table names a string of no pool.');
      return decoder.decode(data.subarray(...range));
    },
  };
}

const codePages: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  65_001: 'utf-8',
};

function decoderOf(codePage: number): TextDecoder {
  const known = codePages[codePage];
  if (known !== undefined) return new TextDecoder(known);
  return new TextDecoder(codePage >= 1_250 && codePage <= 1_258 ? `windows-${codePage}` : 'utf-8');
}

/** Rows of a table of two strings; a table is laid out column by column. None: there is none. */
async function pairsOf(
  file: CompoundFile,
  { at, referenceBytes }: Strings,
  table: string,
): Promise<(readonly [string, string])[]> {
  const bytes = await file.read(tableStream(table));
  if (bytes === undefined) return [];
  const rows = bytes.length / (2 * referenceBytes);
  if (!Number.isInteger(rows)) {
    throw new MalformedError('bad_structure', `Its table ${table} has other columns.`);
  }
  if (rows > bounds.entries)
    throw new MalformedError('too_many', `Its table ${table} is too long.`);
  const text = (cell: number): string =>
    at(bytes.readUIntLE(cell * referenceBytes, referenceBytes));
  return Array.from({ length: rows }, (_, row) => [text(row), text(rows + row)] as const);
}
