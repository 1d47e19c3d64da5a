export { ProvisionError, StartError } from './errors.ts';
export { aptInstall } from './provision/apt.ts';
export { findClockLibrary } from './provision/fault-tools.ts';
export { ensureNatsServer, type NatsServerOptions } from './nats-server.ts';
export { freePort, startPostgres, type PostgresOptions, type PostgresServer } from './postgres.ts';
export { relayEnvironment, relayNodeOptions } from './start/relay-options.ts';
