import { createHash } from 'node:crypto';

/** Everything that listens, by the name it has in ports.json. */
export const portNames = [
  'console',
  'hub-postgres',
  'hub-nats',
  'hub-door',
  'relay-hq-nats',
  'relay-hq-status',
  'relay-hq-door',
  'relay-vault-nats',
  'relay-vault-status',
  'relay-vault-door',
] as const;
export type PortName = (typeof portNames)[number];
export type Ports = Readonly<Record<PortName, number>>;

const candidatesMax = 200;
// Below the range from which systems take the ports of outgoing connections.
const portMin = 20_000;
const portCount = 12_000;

/**
 * Ports to try for `name`, best first: the one of the last start, then a sequence that the data
 * directory determines, so that two data directories rarely ask for the same one.
 */
export function portCandidates(
  name: PortName,
  kept: number | undefined,
  dataDir: string,
): number[] {
  const seed = createHash('sha256').update(`${dataDir}\0${name}`).digest().readUInt32BE(0);
  const own = Array.from(
    { length: candidatesMax },
    (_, i) => portMin + ((seed + i * 7) % portCount),
  );
  return kept === undefined ? own : [kept, ...own];
}

/** Reads ports.json; what is damaged or out of range is forgotten, since any port will do. */
export function parsePorts(text: string | undefined): Partial<Record<PortName, number>> {
  const value = parseJson(text ?? '');
  if (typeof value !== 'object' || value === null) return {};
  const entries = new Map<string, unknown>(Object.entries(value));
  const known = portNames.flatMap((name) => {
    const port = entries.get(name);
    return isPort(port) ? [[name, port] as const] : [];
  });
  return Object.fromEntries(known);
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Torn by a full disk or edited by hand: new ports are chosen.
    return undefined;
  }
}
