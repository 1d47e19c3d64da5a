/** The module's door: what sites need, what they have of it, and the deltas between versions. */
export { listChunksOnce, startChunkLists, type ChunkListsDeps } from './chunk-lists.ts';
export { makeDeltaOnce, startDeltas, type DeltasDeps } from './deltas.ts';
export { deliveryRoutes } from './routes.ts';
export { deltaFor, mayTake, setSiteArtifacts, type DeliveryDeps } from './service.ts';
export {
  neededByDelivery,
  noteCache,
  selectChunkList as chunkListOf,
  type ChunkList,
  type SiteArtifact,
} from './store.ts';
