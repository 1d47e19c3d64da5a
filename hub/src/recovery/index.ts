/** What a hub can lose and how it comes back: backup, restore, rebuild from the archive. */
export { openErasureBook, type ErasureBookDeps } from './erasure-book.ts';
export { backUp, type BackedUp, type BackupDeps } from './backup.ts';
export { compareLedgers, type Comparison } from './compare.ts';
export { rebuildLedger, type RebuildDeps, type Rebuilt } from './rebuild.ts';
export { installRegistrations, readRegistrations } from './registrations.ts';
export { copiedSigningKey, copySigningKey, signingKeysFolder } from './signing-key-copies.ts';
export { startScheduledBackups, type ScheduledBackups } from './scheduled-backups.ts';
export { openRebuilt, restore, type RestoreDeps, type Restored } from './restore.ts';
