/**
 * @eucora/protocol/x509: certificates are made here. Hub and relay load it; the endpoint agent never
 * does, since it only shows and reads certificates (`check.ts`, by the main door).
 */
export * from './issue.ts';
