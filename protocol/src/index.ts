/**
 * @eucora/protocol: what the wire and the files promise, as pure functions. No IO.
 * Rules and their reasons are in this package's README.
 */
export * from './errors.ts';
export * from './limits.ts';
export * from './ids.ts';
export * from './keys.ts';
export * from './lanes.ts';
export * from './leave.ts';
export * from './subjects.ts';
export * from './ranges.ts';
export * from './clock.ts';
export * from './events.ts';
export * from './inventory.ts';
export * from './batch.ts';
export * from './streams.ts';
export * from './envelope.ts';
export * from './segment.ts';
export * from './merkle.ts';
export * from './merkle-log.ts';
export * from './audit-checkpoint.ts';
export * from './audit-judge.ts';
export * from './receipt.ts';
export * from './tip.ts';
export * from './enrolment.ts';
export * from './ticket.ts';
export * from './grants.ts';
export * from './renewal.ts';
export * from './site-documents.ts';
export * from './collection.ts';
export * from './erasures.ts';
export * from './hub-keys.ts';
export * from './x509/profile.ts';
export * from './x509/check.ts';
export * from './nats-auth.ts';
export * from './desk.ts';
export * from './artifacts.ts';
export * from './cache-tip.ts';
export * from './names.ts';
export * from './personal-mask.ts';
export * from './digest.ts';
export * from './frames.ts';
export { asDecimal } from './columns-write.ts';
