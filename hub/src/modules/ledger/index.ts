/** The ledger: what arrived, who vouched for it, what became of it, and what sites are told. */
export { Counters, parseReserved } from './counters.ts';
export * from './contradictions.ts';
export { DeviceMarks } from './device-marks.ts';
export { appendEvents, eventColumns } from './event-rows.ts';
export { withReceived, type JournalRanges } from './journal-ranges.ts';
export { judgeLink, type LinkVerdict } from './segment-links.ts';
export { openDay, type EventRange } from './late-rows.ts';
export { ledgerLimits } from './limits.ts';
export { ensurePartitions } from './partitions.ts';
export { closeQuarantineHours, type NotKept } from './quarantine-bound.ts';
export { createLedgerReader } from './reader.ts';
export { digestPart, ledgerTotals } from './store-digests.ts';
export * from './set-aside.ts';
export * from './store-archive.ts';
export * from './store-days.ts';
export * from './store-groups.ts';
export * from './store-journals.ts';
export * from './store-packs.ts';
export * from './store-quarantine.ts';
export * from './store-receipts.ts';
export * from './store-streams.ts';
export { noteUnavailable, type NotedUnavailable } from './store-unavailable.ts';
export { recordTip } from './store-tips.ts';
export {
  needingNeighbours,
  StreamDraft,
  type Candidate,
  type StreamState,
  type StreamVerdict,
} from './stream-rules.ts';
