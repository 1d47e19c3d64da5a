/**
 * @eucora/endpoint-agent as a library: what it takes to speak as a device. The agent itself and
 * simulated fleets use the same pieces; many devices may share one connection.
 *
 *   const keeper = createTimeKeeper(createMachineClock());
 *   const desk = createDesk(connection, ticket.site);
 *   const admission = await askForAdmission(desk, { ticket, key, keeper, simulatedRun: 'run-1' });
 *   using spool = new MemorySpool({ deviceId: admission.enrolment.deviceId, key, keeper });
 *   const sender = new Sender({ outbox: spool, desk, signal, logger, enrol: async () => {} });
 *   const running = sender.run();
 *   spool.append(events);
 *   spool.flush();
 */
export { askForAdmission, type Admission, type AdmissionRequest } from './enrol.ts';
export { createMachineClock, type MachineClock } from './clock/machine-clock.ts';
export { createTimeKeeper, type TimeKeeper } from './clock/time-keeper.ts';
export { EnrolmentRefusedError } from './errors.ts';
export { silentLogger, type Logger } from './log.ts';
export { askForRenewal } from './tls/renewer.ts';
export { createDoor, type Door, type DoorAddress } from './tls/door.ts';
export { identityOf, materialOf, type TlsIdentity } from './tls/tls-store.ts';
export { siteTlsOptions } from './sender/tls.ts';
export { comingBack } from './sender/connection.ts';
export { createDesk, DeskUnavailableError, type Desk, type RequestPort } from './sender/desk.ts';
export { fetchArtifact, type FetchOptions, type FetchProgress } from './artifacts/fetch.ts';
export { keepArtifacts } from './artifacts/tidy.ts';
export type { Outbox, OutgoingBatch } from './sender/outbox.ts';
export { Sender, type SenderOptions } from './sender/sender.ts';
export { openSpool, type Lineage, type SpoolOptions } from './spool/open-spool.ts';
export type { Spool } from './spool/spool.ts';
export { MemorySpool, type MemorySpoolOptions } from './spool/memory-spool.ts';
