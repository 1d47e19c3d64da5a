/**
 * What every connector to an execution plane or business system offers. The hub decides what should
 * be so; the system behind a connector stays the authority that makes it so (thin control plane).
 */

/** Operations that a system may support; one that is absent is refused before any call is made. */
export type Capability =
  | 'sync_inventory'
  | 'push_intent'
  | 'compliance_query'
  | 'rollback'
  | 'telemetry_pull';
/** `partial` and `via_callback` are usable, and what they leave out is told beside each answer. */
export type CapabilityLevel = 'full' | 'partial' | 'via_callback' | 'none';

/** What should be installed where, as plain data. */
export interface PlaneIntent {
  readonly intentId: string; // uuid of the deployment intent
  readonly correlationId: string; // the same in every log, audit entry and foreign ticket
  readonly artifactSha256: string;
  readonly action: 'install' | 'remove';
  readonly groups: readonly string[]; // of the system's own grouping
}
/** A device as the system knows it. */
export interface PlaneDevice {
  readonly externalId: string;
  readonly serial: string | null; // hardware ids are evidence for merging, never identity
  readonly name: string | null;
  readonly lastSeenAt: Date | null; // the system's claim
  readonly software: readonly { readonly name: string; readonly version: string }[];
}
/** One page of foreign inventory; `cursor` is null after the last. */
export interface InventoryPage {
  readonly devices: readonly PlaneDevice[];
  readonly cursor: string | null;
  readonly asOf: Date;
}
export type PushResult =
  | { readonly outcome: 'accepted'; readonly externalId: string }
  | { readonly outcome: 'already_there'; readonly externalId: string }
  | { readonly outcome: 'refused'; readonly reason: string };
/** Counts with their horizon: unknown is counted, never folded into either side. */
export interface ComplianceReport {
  readonly compliant: number;
  readonly nonCompliant: number;
  readonly unknown: number;
  readonly asOf: Date;
}

/**
 * A connector. Every call takes an AbortSignal; every write takes the key from `idempotencyKey`, and
 * repeating a write with the same key must not do it twice. Faults are thrown as ConnectorError.
 */
export interface Connector {
  readonly type: string; // intune, jamf, sccm, landscape, awx, entra, servicenow …
  readonly capabilities: Readonly<Record<Capability, CapabilityLevel>>;
  testConnection(signal: AbortSignal): Promise<void>;
  syncInventory(cursor: string | null, signal: AbortSignal): Promise<InventoryPage>;
  pushIntent(intent: PlaneIntent, key: string, signal: AbortSignal): Promise<PushResult>;
  complianceOf(groups: readonly string[], signal: AbortSignal): Promise<ComplianceReport>;
  rollback(intentId: string, key: string, signal: AbortSignal): Promise<PushResult>;
}

/** What a failed call means for the caller. */
export type ConnectorFault =
  | 'unauthorized' // credentials must be renewed by a person
  | 'throttled' // try again after `retryAfterMs`
  | 'unavailable' // the system or the way to it is down
  | 'rejected' // the request is wrong and stays wrong
  | 'unsupported'; // the system has no such capability

/** A call to the system behind a connector failed. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly fault: ConnectorFault;
  readonly retryAfterMs: number | null;

  constructor(fault: ConnectorFault, message: string, options?: ConnectorErrorOptions) {
    super(message, options);
    this.fault = fault;
    this.retryAfterMs = options?.retryAfterMs ?? null;
  }
}
export interface ConnectorErrorOptions extends ErrorOptions {
  readonly retryAfterMs?: number;
}
