/** The nats-server that `npm test` found or fetched; undefined: the first on PATH. */
export function readTestConfig(): {
  readonly natsServer: string | undefined;
  readonly path: string;
} {
  return {
    natsServer: process.env['EUCORA_NATS_SERVER'] || undefined,
    path: process.env['PATH'] ?? '',
  };
}
