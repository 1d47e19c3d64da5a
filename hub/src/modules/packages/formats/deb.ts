import { arMembers, type ArMember } from './ar.ts';
import { controlDependencies, controlFields } from './deb-control.ts';
import {
  boundedDependencies,
  cleanText,
  needed,
  signedBy,
  unsigned,
  type Metadata,
  type SignatureFound,
} from './metadata.ts';
import { openPgpKeys } from './openpgp.ts';
import { bounds, MalformedError, readExactly, type ByteSource } from './source.ts';
import { tarFile } from './tar.ts';
import { unpack, type Packing } from './unpack.ts';

const packings: Readonly<Record<string, Packing>> = {
  'control.tar': 'none',
  'control.tar.gz': 'gz',
  'control.tar.xz': 'xz',
  'control.tar.zst': 'zst',
};

/** Reads a Debian binary package (deb(5)); the files in it are not looked at. */
export async function readDeb(source: ByteSource): Promise<Metadata> {
  const members = await arMembers(source);
  const [format, control] = members.filter(({ name }) => !name.startsWith('_'));
  const version = format && (await text(source, format, 16));
  if (format?.name !== 'debian-binary' || !/^2\.\d+\n/.test(version ?? '')) {
    throw new MalformedError('unsupported', 'It is no Debian package of format 2.');
  }
  const packing = packings[control?.name ?? ''];
  if (control === undefined || packing === undefined) {
    throw new MalformedError('unsupported', `Its control member is ${control?.name ?? 'missing'}.`);
  }
  if (control.bytes > bounds.packed) {
    throw new MalformedError('too_large', `Its control member has ${control.bytes} bytes.`);
  }
  const tar = await unpack(await readExactly(source, control.offset, control.bytes), packing);
  const file = tarFile(tar, 'control');
  if (!file) throw new MalformedError('missing_part', 'It has no control file.');
  if (file.length > bounds.description) {
    throw new MalformedError('too_large', 'Its control file has more than 4 MiB.');
  }
  const fields = controlFields(utf8(file));
  const of = (name: string): string | null => cleanText(fields.get(name));
  const [title, ...description] = (fields.get('description') ?? '').split('\n');
  return {
    name: needed(of('package'), 'name (Package)'),
    version: needed(of('version'), 'version (Version)'),
    architecture: needed(of('architecture'), 'architecture (Architecture)'),
    title: cleanText(title),
    description: cleanText(description.join('\n').replaceAll(/^\.$/gm, '')),
    vendor: of('maintainer'),
    homepage: of('homepage'),
    license: null, // deb has no field for it; debian/copyright is in the data
    dependencies: boundedDependencies(controlDependencies(fields)),
    signature: await signatureOf(source, members),
    facts: factsOf(fields),
  };
}

function factsOf(fields: ReadonlyMap<string, string>): Record<string, string> {
  const told = ['section', 'priority', 'source', 'essential', 'installed-size', 'multi-arch'];
  return Object.fromEntries(
    told.flatMap((name) => {
      const value = cleanText(fields.get(name));
      return value === null ? [] : [[name.replaceAll('-', '_'), value]];
    }),
  );
}

/** debsigs and dpkg-sig put OpenPGP signatures into members that begin with `_gpg`. */
async function signatureOf(
  source: ByteSource,
  members: readonly ArMember[],
): Promise<SignatureFound> {
  const signatures = members.filter(({ name }) => name.startsWith('_gpg'));
  if (signatures.length === 0) return unsigned;
  const keys: string[] = [];
  for (const { offset, bytes } of signatures) {
    const packets = await readExactly(source, offset, Math.min(bytes, 65_536));
    keys.push(...openPgpKeys(packets));
  }
  return signedBy(
    'openpgp',
    [...new Set(keys)].map((key) => ({ subject: null, issuer: null, key })),
  );
}

async function text(source: ByteSource, member: ArMember, max: number): Promise<string> {
  const bytes = await readExactly(source, member.offset, Math.min(max, member.bytes));
  return bytes.toString('latin1');
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new MalformedError('bad_text', 'Its control file is not UTF-8.', { cause });
  }
}
