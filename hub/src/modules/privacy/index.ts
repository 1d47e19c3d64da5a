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
export { personRoutes, type PersonRoutesDeps } from './person-routes.ts';
export { privacyRoutes } from './routes.ts';
