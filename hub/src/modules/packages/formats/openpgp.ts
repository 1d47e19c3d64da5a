/**
 * Ids of the keys that signature packets name (RFC 9580, 4.2 and 5.2), binary or in ASCII armour.
 * What is no such packet is passed over: presence is all that is claimed.
 */
export function openPgpKeys(bytes: Buffer): string[] {
  const packets = bytes.toString('latin1', 0, 10) === '-----BEGIN' ? unarmoured(bytes) : bytes;
  const keys: string[] = [];
  for (let at = 0; at < packets.length;) {
    const packet = packetAt(packets, at);
    if (packet === undefined) break;
    const key = packet.tag === 2 ? keyOf(packet.body) : undefined;
    if (key !== undefined) keys.push(key);
    at = packet.end;
  }
  return keys;
}

function unarmoured(bytes: Buffer): Buffer {
  const [, body = ''] = bytes.toString('latin1').split(/\r?\n\r?\n/, 2);
  return Buffer.from(body.replace(/\r?\n=[\s\S]*$/, ''), 'base64');
}

interface Packet {
  readonly tag: number;
  readonly body: Buffer;
  readonly end: number;
}

function packetAt(bytes: Buffer, at: number): Packet | undefined {
  const first = bytes[at] ?? 0;
  if ((first & 0x80) === 0) return undefined;
  const isNew = (first & 0x40) !== 0;
  const size = isNew ? newLength(bytes, at + 1) : oldLength(bytes, at + 1, first & 3);
  if (size === undefined || size.from + size.length > bytes.length) return undefined;
  const end = size.from + size.length;
  const tag = isNew ? first & 0x3f : (first >> 2) & 0x0f;
  return { tag, body: bytes.subarray(size.from, end), end };
}

type Extent = { readonly from: number; readonly length: number };

function newLength(bytes: Buffer, at: number): Extent | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 192) return { from: at + 1, length: first };
  const second = bytes[at + 1];
  if (first < 224 && second !== undefined) {
    return { from: at + 2, length: ((first - 192) << 8) + second + 192 };
  }
  if (first !== 255 || at + 5 > bytes.length) return undefined; // in parts: not for signatures
  return { from: at + 5, length: bytes.readUInt32BE(at + 1) };
}

function oldLength(bytes: Buffer, at: number, kind: number): Extent | undefined {
  const octets = [1, 2, 4][kind];
  if (octets === undefined) return { from: at, length: bytes.length - at };
  if (at + octets > bytes.length) return undefined;
  return { from: at + octets, length: bytes.readUIntBE(at, octets) };
}

/** The issuer of a signature packet: the fingerprint's last 64 bits, or the id as such. */
function keyOf(body: Buffer): string | undefined {
  const version = body[0];
  if (version === 3 && body.length >= 15) return body.toString('hex', 7, 15);
  if (version !== 4 || body.length < 6) return undefined;
  const hashed = body.readUInt16BE(4);
  if (6 + hashed + 2 > body.length) return undefined;
  const unhashed = body.readUInt16BE(6 + hashed);
  return (
    issuerIn(body.subarray(6, 6 + hashed)) ??
    issuerIn(body.subarray(8 + hashed, 8 + hashed + unhashed))
  );
}

function issuerIn(area: Buffer): string | undefined {
  for (let at = 0; at < area.length;) {
    const size = newLength(area, at);
    if (size === undefined || size.length === 0 || size.from + size.length > area.length) break;
    const type = (area[size.from] ?? 0) & 0x7f;
    const value = area.subarray(size.from + 1, size.from + size.length);
    if (type === 16 && value.length === 8) return value.toString('hex');
    if (type === 33 && value.length === 21) return value.toString('hex', 13);
    at = size.from + size.length;
  }
  return undefined;
}
