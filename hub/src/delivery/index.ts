/** The door where relays take what does not fit into messages. */
export { openRelayDoor, type DoorDeps, type RelayDoor } from './door.ts';
export { startDoorPlace } from './place.ts';
