/** The module's door: secrets at rest, the keys that seal them, and when they change. */
export { calendarMs, type RotationKind } from './calendar.ts';
export { KeptLogin, loginPath } from './database-login.ts';
export { Envelope, type EnvelopeKind } from './envelope.ts';
export { envelopeSource, type EnvelopePlace } from './envelope-sources.ts';
export { KeyRing, type KeyRingOptions } from './key-ring.ts';
export {
  Rotations,
  startRotations,
  type CalendarEntry,
  type Keeper,
  type Rotation,
  type RotationsDeps,
  type Watched,
} from './rotations.ts';
export { SealRing, spentAfterMs, type Sealed, type SealedRows, type Sealing } from './seal-ring.ts';
export { noteRotated } from './rotation-store.ts';
export { rotationRoutes, type RotationRoutesDeps } from './routes.ts';
export { SecretStore, type Secret, type SecretChange } from './secret-store.ts';
