/**
 * @eucora/protocol/desired: what devices are to run, who may order it, and what a device does with the
 * order. Pure rules over bytes that others fetch, keep and act on; docs/TRUST.md, the director's side.
 */
export * from './model.ts';
export * from './refusal.ts';
export * from './slices.ts';
export * from './manifest.ts';
export * from './bundle.ts';
export * from './ask.ts';
export * from './reports.ts';
export * from './lease.ts';
export * from './dangers.ts';
export * from './windows.ts';
export * from './judge.ts';
export * from './time-reset.ts';
