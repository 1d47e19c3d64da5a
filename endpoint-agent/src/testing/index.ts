/** The agent's door for tests of other packages. */
export { enroll } from '../commands/enroll.ts';
export { readConfig as readAgentConfig } from '../config.ts';
export { createAgent, type Agent } from '../context.ts';
export type { Collector, CollectContext } from '../collectors/contract.ts';
export { createLogger as createAgentLogger } from '../log.ts';
export { readStatus, type StatusNote } from '../status/status-file.ts';
export { createCollectors } from '../collectors/index.ts';
export { factTable } from '../collectors/facts.ts';
export { silentLogger, type Logger } from '../log.ts';
export { afterDelivery, afterOffer, type SendStep } from '../sender/decide.ts';
export { heartbeat, metric, security } from './builders.ts';
export { openHomeSpool } from './home-spool.ts';
export { launchPrograms, type Command } from '../selfupdate/launcher.ts';
export { SlotStore } from '../selfupdate/slot-store.ts';
export { stageProgram } from '../selfupdate/stage.ts';
export { Renewer } from '../tls/renewer.ts';
export { tlsPath, TlsStore } from '../tls/tls-store.ts';
