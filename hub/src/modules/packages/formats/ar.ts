import { MalformedError, readExactly, type ByteSource } from './source.ts';

/** A member of an ar archive, where it lies. */
export interface ArMember {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

export const arMagic = '!<arch>\n';
const headerBytes = 60;
const membersMax = 64; // a deb has three, and a few of signatures

/** Lists the members of an ar archive (deb(5)). @throws MalformedError */
export async function arMembers(source: ByteSource): Promise<ArMember[]> {
  const magic = await readExactly(source, 0, arMagic.length);
  if (magic.toString('latin1') !== arMagic) {
    throw new MalformedError('bad_structure', 'It is no ar archive.');
  }
  const members: ArMember[] = [];
  for (let at = arMagic.length; at + 1 < source.size;) {
    if (members.length >= membersMax) {
      throw new MalformedError('too_many', `It has more than ${membersMax} members.`);
    }
    const header = await readExactly(source, at, headerBytes);
    const size = header.toString('latin1', 48, 58).trim();
    if (header.toString('latin1', 58) !== '`\n' || !/^\d{1,10}$/.test(size)) {
      throw new MalformedError('bad_structure', `There is no member at byte ${at}.`);
    }
    const name = header.toString('latin1', 0, 16).trimEnd().replace(/\/$/, '');
    const offset = at + headerBytes;
    const bytes = Number(size);
    if (offset + bytes > source.size) {
      throw new MalformedError('truncated', `Its member ${name} is cut off.`);
    }
    members.push({ name, offset, bytes });
    at = offset + bytes + (bytes % 2);
  }
  return members;
}
