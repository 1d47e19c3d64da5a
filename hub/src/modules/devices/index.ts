export { ensureDevices, type KnownDevice } from './ensure.ts';
