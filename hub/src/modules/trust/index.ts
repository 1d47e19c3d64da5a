/** The module's door: which artifacts are genuine, as TUF metadata, and the hub's part in saying so. */
export {
  directorKey,
  firstRoot,
  TrustDesk,
  trustFile,
  type Importer,
  type ImportOutcome,
  type Publication,
  type TrustDeps,
} from './desk.ts';
export { roleExpiries, type RoleExpiry } from './expiries.ts';
export type { FileResult, OfferedFile } from './import.ts';
export {
  keyFileText,
  TrustKeys,
  trustKeyNames,
  trustSecretOf,
  type HeldKey,
  type TrustKeyName,
} from './keys.ts';
export { allHeld, trustRoutes, type TrustRoutesDeps } from './routes.ts';
export { keyFiles, stickFiles, type StickFile } from './stick.ts';
export type { Entry } from './repository.ts';
export {
  isOf,
  removeTargetCommand,
  type Artifact,
  type Platform,
  type Vouching,
} from './vouching.ts';
export { startTrust } from './work.ts';
