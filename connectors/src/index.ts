/** @eucora/connectors: the contract that adapters to execution planes and business systems keep. */
export * from './contract.ts';
export { idempotencyKey, shortKey, type Json } from './idempotency.ts';
