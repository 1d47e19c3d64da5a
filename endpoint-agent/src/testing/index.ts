/** The agent's door for tests of other packages. */
export { createCollectors } from '../collectors/index.ts';
export { factTable } from '../collectors/facts.ts';
export { silentLogger, type Logger } from '../log.ts';
export { afterDelivery, afterOffer, type SendStep } from '../sender/decide.ts';
export { heartbeat, metric, security } from './builders.ts';
export { openHomeSpool } from './home-spool.ts';
