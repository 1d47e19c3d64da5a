/**
 * @eucora/protocol/delta: how an artifact goes to whoever holds an earlier one. No IO.
 * A patch is BSDIFF40, which `bspatch` applies; reasons are in docs/decisions/0015.
 */
export { DeltaError, type DeltaErrorCode } from './errors.ts';
export { bsdiffBytesMax, encodeBsdiff } from './bsdiff/encode.ts';
export { applyBsdiff, type ApplyLimits } from './bsdiff/apply.ts';
export { oldBytesOf, type OldBytes } from './old-bytes.ts';
export { codecsWith, type Codec, type Codecs } from './packages/codec.ts';
export { openByLayout, type ClosedPart, type Layout, type Part } from './packages/open.ts';
export {
  chooseDelivery,
  type ApplyCost,
  type AsideReason,
  type Choice,
  type DeltaMethod,
  type Offer,
  type Situation,
} from './choose.ts';
export {
  packWhole,
  preparePair,
  prepareWhole,
  type Artifact,
  type Blob,
  type DeltaCache,
  type Delivery,
  type Prepared,
} from './prepare.ts';
export { rebuild, receive, type Received, type ReceiveDoors, type Sink } from './receive.ts';
