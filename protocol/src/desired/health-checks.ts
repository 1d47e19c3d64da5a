import type { eucora } from '../gen/wire.js';
import { desiredLimits, type HealthCheck } from './model.ts';
import { checkArgument, checkBytes, checkName, checkPath, checkRange, oneOf } from './texts.ts';

type WireCheck = eucora.v1.HealthCheck.$Properties;

const kinds = ['service_active', 'file_exists', 'port_open', 'program_succeeds'] as const;

export function checkToWire(check: HealthCheck): WireCheck {
  const { kind } = check;
  switch (kind) {
    case 'service_active':
      return { kind, subject: check.unit };
    case 'file_exists':
      return { kind, subject: check.path };
    case 'port_open':
      return { kind, port: check.port };
    default:
      return { kind, subject: check.path, args: [...check.args], timeoutMs: check.timeoutMs };
  }
}

/** @throws ProtocolError; unknown_version for a check that this program can't make */
export function checkFromWire(wire: WireCheck): HealthCheck {
  const kind = oneOf(kinds, wire.kind, 'health check');
  switch (kind) {
    case 'service_active':
      return { kind, unit: checkName(wire.subject, 'a unit') };
    case 'file_exists':
      return { kind, path: checkPath(wire.subject) };
    case 'port_open':
      return { kind, port: checkRange(wire.port, 1, 65_535, 'port') };
    default: {
      const args = wire.args ?? [];
      checkBytes(args.length, desiredLimits.argsMax, 'arguments');
      return {
        kind,
        path: checkPath(wire.subject),
        args: args.map(checkArgument),
        timeoutMs: checkRange(wire.timeoutMs, 1, desiredLimits.timeoutMsMax, 'timeout_ms'),
      };
    }
  }
}
