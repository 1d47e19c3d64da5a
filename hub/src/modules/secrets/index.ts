/** The module's door: secrets at rest, the keys that seal them, and when they change. */
export { Envelope, type EnvelopeKind } from './envelope.ts';
export { envelopeSource, type EnvelopePlace } from './envelope-sources.ts';
export { KeyRing, type KeyRingOptions } from './key-ring.ts';
export { SecretStore, type Secret, type SecretChange } from './secret-store.ts';
