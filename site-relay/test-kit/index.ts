/** The site relay's door for tests of other packages: a relay in parts, and what stands around it. */
export { HubBroker } from './broker.ts';
export { RelayCore, type HeldBatch } from './core.ts';
export { ScriptedDevice } from './device.ts';
export { RelayProcess } from './process.ts';
export { admittedHome, DeviceLine, PaperHub, relayEnvironment, ticketFor } from './relay.ts';
export { smallDisk, type SmallDisk } from './small-disk.ts';
