export { collectionFold } from './collection/fold.ts';
export { collectionRoutes } from './collection/routes.ts';
export {
  recordConsent,
  setCollection,
  withdrawConsent,
  type CollectionDeps,
  type CollectionPlace,
} from './collection/service.ts';
export { collectionToTell } from './collection/state.ts';
export { inventory } from './inventory.ts';
export { eraseAgain, eraseTurn, startErasures, type ErasureWork } from './erase.ts';
export {
  erasedOfText,
  erasedText,
  holdsAll,
  mergeErased,
  type Erased,
  type ErasureBook,
} from './erasure-book.ts';
export { requestErasure, type ErasuresDeps, type ErasureWish } from './erasures.ts';
export { boxTurn } from './boxes.ts';
export { erasureFold } from './erasure-fold.ts';
export { noteErasuresHeld, siteTurn } from './relay-words.ts';
export { erasuresOfContent, erasuresToTell } from './site-store.ts';
export { personRoutes, type PersonRoutesDeps } from './person-routes.ts';
export { privacyRoutes } from './routes.ts';
