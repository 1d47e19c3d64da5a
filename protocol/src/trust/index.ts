/**
 * @eucora/protocol/trust: TUF 1.0 metadata, its verifier and its composition, as pure functions over
 * bytes that others fetch and keep. Rules beyond TUF are in docs/TRUST.md.
 */
export * from './refusal.ts';
export * from './canonical-json.ts';
export * from './tuf-key.ts';
export * from './metadata.ts';
export * from './open.ts';
export * from './threshold.ts';
export * from './paths.ts';
export * from './expiry.ts';
export * from './stored.ts';
export * from './refresh.ts';
export * from './search.ts';
export * from './versions.ts';
export * from './compose.ts';
