import { checkCount, checkVersion, decodeBounded } from '../codec.ts';
import { attestationTypes } from '../collection.ts';
import type { OpaqueBody } from '../events.ts';
import { eucora } from '../gen/wire.js';
import { idFromBytes, idToBytes, type BootId, type Id } from '../ids.ts';
import { limits } from '../limits.ts';
import { desiredLimits } from './model.ts';
import { checkBytes, oneOf } from './texts.ts';

const { DeploymentAttestation, DeploymentReport } = eucora.v1;

/** Where an assignment stands on a device. */
export const deploymentSteps = [
  'accepted',
  'refused',
  'waiting',
  'fetching',
  'installing',
  'installed',
  'restart_needed',
  'failed',
  'rolled_back',
  'removed',
  'unchanged',
] as const;
export type DeploymentStep = (typeof deploymentSteps)[number];

/** Type of the opaque body of a deployment result. */
export const deploymentReportType = 1;

/** A device's word on a step. It installed nothing yet: that is said by an attestation alone. */
export interface DeploymentReport {
  readonly assignment: Id;
  readonly packageName: string;
  readonly version: string; // '' for remove
  readonly generation: number; // of the document that ordered it
  readonly step: DeploymentStep;
  /** Why, as a word for programs; '' where there is nothing to say. */
  readonly code: string;
  readonly detail: string;
  readonly attempt: number; // from 1; 0 before the first
}

/** A device's word that a version is there after a restart: signed with its key, as all events are. */
export interface Attestation {
  readonly assignment: Id;
  readonly packageName: string;
  readonly version: string; // '' after remove
  readonly bootId: BootId; // in which it was seen
  readonly generation: number;
}

/** The report as an event; a longer detail is cut. */
export function writeReport({
  version,
  assignment,
  detail,
  ...rest
}: DeploymentReport): OpaqueBody {
  const body = DeploymentReport.encode({
    version: limits.version,
    assignment: idToBytes(assignment),
    packageVersion: version,
    detail: detail.slice(0, Math.floor(desiredLimits.detailBytesMax / 4)),
    ...rest,
  });
  return { kind: 'deployment_result', type: deploymentReportType, body: body.finish() };
}

/** The report in an event; undefined for an event of something else. @throws ProtocolError */
export function readReport(event: OpaqueBody): DeploymentReport | undefined {
  if (event.kind !== 'deployment_result' || event.type !== deploymentReportType) return undefined;
  const wire = decodeBounded(DeploymentReport, event.body, limits.batchBytesMax, 'a report');
  checkVersion(wire.version, 'a report');
  checkBytes(wire.detail.length, desiredLimits.detailBytesMax, 'characters of detail');
  return {
    assignment: idFromBytes(wire.assignment, 'assignment'),
    packageName: wire.packageName,
    version: wire.packageVersion,
    generation: checkCount(wire.generation, 1, 'generation'),
    step: oneOf(deploymentSteps, wire.step, 'step'),
    code: wire.code,
    detail: wire.detail,
    attempt: wire.attempt,
  };
}

/** The attestation as an event. */
export function writeAttestation(attestation: Attestation): OpaqueBody {
  const body = DeploymentAttestation.encode({
    version: limits.version,
    assignment: idToBytes(attestation.assignment),
    packageName: attestation.packageName,
    packageVersion: attestation.version,
    bootId: idToBytes(attestation.bootId),
    generation: attestation.generation,
  });
  return { kind: 'attestation', type: attestationTypes.deployment, body: body.finish() };
}

/** The attestation in an event; undefined for one of something else. @throws ProtocolError */
export function readAttestation(event: OpaqueBody): Attestation | undefined {
  if (event.kind !== 'attestation' || event.type !== attestationTypes.deployment) return undefined;
  const bytesMax = limits.batchBytesMax;
  const wire = decodeBounded(DeploymentAttestation, event.body, bytesMax, 'an attestation');
  checkVersion(wire.version, 'an attestation');
  return {
    assignment: idFromBytes(wire.assignment, 'assignment'),
    packageName: wire.packageName,
    version: wire.packageVersion,
    bootId: idFromBytes(wire.bootId, 'boot id'),
    generation: checkCount(wire.generation, 1, 'generation'),
  };
}
