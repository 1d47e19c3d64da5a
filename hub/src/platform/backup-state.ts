/** When backups are taken by themselves, and which stay. */
export interface BackupPolicy {
  /** 0: never by itself. */
  readonly intervalMs: number;
  /** At least so many stay, */
  readonly keepCount: number;
  /** and all that are younger than this. */
  readonly keepMs: number;
}
export interface KnownBackup {
  readonly name: string;
  readonly atMs: number;
}
/** How a hub stands with its backups. */
export interface BackupState {
  readonly dir: string;
  readonly policy: BackupPolicy;
  /** Complete and read back, newest first. */
  readonly backups: readonly KnownBackup[];
  readonly nextAtMs: number | null;
  /** Of the newest try, if it failed. */
  readonly failure: { readonly atMs: number; readonly message: string } | null;
}
