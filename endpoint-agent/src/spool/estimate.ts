import type { DeviceEvent, EventBody } from '@eucora/protocol';

/**
 * About how many bytes an event adds to a batch, never much less than it does: decides only when a
 * batch is cut, while the encoder decides what fits.
 */
export function estimateBytes(event: DeviceEvent): number {
  return 16 + bodyBytes(event.body);
}

function bodyBytes(body: EventBody): number {
  switch (body.kind) {
    case 'heartbeat':
      return 8;
    case 'inventory':
      return inventoryBytes(body);
    case 'usage':
      return 24 + text(body.program, body.path, body.title);
    case 'metric':
      return 16 + text(body.name, body.labels);
    case 'security':
      return 8 + text(body.code, body.detail);
    case 'deployment_result':
    case 'attestation':
      return 8 + body.body.length;
    case 'personal_name':
      return 48 + body.ciphertext.length + 104 * body.keys.length;
    case 'collector_cost':
      return 24 + text(body.name, body.detail);
    case 'short_programs':
      return 16 + text(body.program);
    case 'measurement':
      return 8 + text(body.what, body.reason);
    default:
      return body satisfies never;
  }
}

function inventoryBytes(body: Extract<EventBody, { kind: 'inventory' }>): number {
  const facts = [...body.facts.map((f) => text(f.section, f.instance, f.key, f.value)), 80];
  const gone = body.gone.map((f) => text(f.section, f.instance, f.key));
  const items = [...body.software, ...body.removed].map((item) =>
    text(item.name, item.version, item.source, item.architecture, item.publisher),
  );
  return [...facts, ...gone, ...items].reduce((sum, bytes) => sum + bytes + 8, 0);
}

function text(...parts: readonly (string | null)[]): number {
  return parts.reduce((sum, part) => sum + (part?.length ?? 0), 0);
}
