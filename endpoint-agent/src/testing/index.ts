/** The agent's door for tests of other packages. */
export { silentLogger, type Logger } from '../log.ts';
export { afterDelivery, afterOffer, type SendStep } from '../sender/decide.ts';
export { heartbeat, metric, security } from './builders.ts';
export { openHomeSpool } from './home-spool.ts';
