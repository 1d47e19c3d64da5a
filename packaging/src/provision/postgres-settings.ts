const MiB = 1024 * 1024;

/**
 * Server settings of the embedded cluster for a machine with `memoryBytes`. A commit is on disk
 * when it is answered; only the loopback address is served and every connection needs a password
 * (SCRAM), so no other user of the machine gets in.
 */
export function serverSettings(port: number, memoryBytes: number): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // A socket's path may not exceed 107 bytes, which a data directory easily does.
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: `${clampMiB(memoryBytes / 32, 64, 512)}MB`,
    effective_cache_size: `${clampMiB(memoryBytes / 4, 256, 65_536)}MB`,
    maintenance_work_mem: `${clampMiB(memoryBytes / 128, 32, 256)}MB`,
    max_connections: '60',
    max_wal_size: '1GB',
    wal_compression: 'on',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '',
    lc_messages: 'C',
  };
}

function clampMiB(bytes: number, lowMiB: number, highMiB: number): number {
  return Math.round(Math.min(Math.max(bytes / MiB, lowMiB), highMiB));
}

/** Settings as command-line arguments, in a stable order. */
export function settingArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

export interface Postmaster {
  readonly pid: number;
  /** The server accepts connections. */
  readonly ready: boolean;
}

/** Reads a cluster's `postmaster.pid`: line 1 is the pid, line 8 the status. */
export function parsePostmasterPid(text: string): Postmaster | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  return { pid, ready: lines[7]?.trim() === 'ready' };
}

/** Connection address of the cluster for `role`. */
export function connectionUrl(
  port: number,
  role: string,
  password: string,
  database: string,
): string {
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
