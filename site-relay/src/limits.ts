/** Every bound of the relay in one place, with its unit in its name. */
export const limits = {
  /** Granted and not yet used, over all agents (PROTOCOL §4). */
  grantPoolBytes: 32 * 1024 * 1024,
  grantLifeMs: 30_000,

  /** Batches accepted and not yet in a durable segment; above it offers hear `busy`. */
  unsealedBytesMax: 64 * 1024 * 1024,
  commitGroupBytesMax: 4 * 1024 * 1024,
  walFileBytesMax: 64 * 1024 * 1024,
  segmentFileBytesMax: 32 * 1024 * 1024,
  checkpointChunkBytes: 256 * 1024,
  diskRetryMsMin: 500,
  diskRetryMsMax: 10_000,

  /** Hashes remembered per stream, so that a late re-send is known for a duplicate. */
  recentHashesPerStream: 8,
  recentHashesInCheckpoint: 8,
  /** Conflicting batches kept as evidence per stream and hour; the rest is only counted. */
  evidencePerStreamPerHour: 16,

  segmentCompressedBytes: 512 * 1024,
  segmentRawBytesMax: 4 * 1024 * 1024,
  segmentBatchesMax: 20_000,
  sealIdleMs: 250,
  sealBusyMs: 5_000,
  /** Where no uplink is configured nobody waits, and larger segments compress better. */
  sealNoUplinkMs: 60_000,
  /** A lane that fills a segment faster is busy, and is sealed the quick way. */
  frugalFillMsMin: 2_000,
  /** Segments of one lane in which a device's enrolment travels until a receipt names one of them. */
  enrolmentRepeatsMax: 8,
  refusalKindsMax: 256,
  /** Losses, and segments that are gone, told in one segment; more go into the next ones. */
  wordsPerSegmentMax: 1_000,
  /** Ranges of gone segments told at once of one lane of a journal. */
  goneRangesMax: 64,
  /** Journals that were dropped and are still known by number. */
  droppedJournalsKept: 64,

  tipEveryMs: 30_000,
  resendAfterMsMin: 10_000,
  resendDelayFactor: 4,
  resendBackoffMax: 16,
  publishesInFlightMax: 16,
  publishTimeoutMs: 5_000,
  windowBytesInitial: 4 * 1024 * 1024,
  /** However generous the hub's credit, this much of one lane is in transit at most. */
  windowBytesMax: 64 * 1024 * 1024,
  /** What a lane may hold and still send at once on a new connection, before the hub has spoken on it. */
  windowBytesOpening: 16 * 1024,
  /** A lane that the hub told to wait asks by one segment after so long without another word. */
  zeroWindowProbeMs: 600_000,
  hubPingEveryMs: 10_000,
  reconnectMsMin: 250,
  reconnectMsMax: 30_000,

  natsMaxPayloadBytes: 1024 * 1024,
  natsHealthEveryMs: 2_000,
  natsStartMsMax: 10_000,
  natsRestartMsMin: 250,
  natsRestartMsMax: 15_000,
  natsMemoryBytes: 288 * 1024 * 1024,

  doorBodyBytesMax: 16_384,
  doorRequestMsMax: 10_000,
  doorConnectionsMax: 256,
  sweepEveryMs: 3_600_000,
  sweepRetryMs: 1_000,
  recertifyLookMs: 60_000,

  hubDoorConnectMsMax: 30_000,
  hubDoorSilenceMsMax: 60_000,
  /** Held for longer by the plan of the link, a connection to the hub's door is given up. */
  fetchHoldMsMax: 10_000,
  /** What is fetched asks so much later than what is sent. */
  fetchBehindMs: 20,
  fetchRetryMsMin: 500,
  fetchRetryMsMax: 60_000,
  fetchRefusedMs: 120_000,
  fetchCancelledMs: 20_000,
  /** Chunks of one artifact that were wrong before the hub is believed to hold another. */
  wrongChunksMax: 3,
  cacheLookMs: 30_000,
  /** The cache leaves so much more free than intake needs. */
  cacheFloorBytes: 256 * 1024 * 1024,
  scrubLookMs: 600_000,
  /** Each cached artifact is read again after so long. */
  scrubEveryMs: 30 * 86_400_000,

  deltaBytesMin: 256 * 1024,
  deltaPlanBytesMax: 4 * 1024 * 1024,
  deltaMemoryBytesMax: 96 * 1024 * 1024,
  deltaWorkBytesPerSecond: 20_000_000,
  deltaWaitMsMax: 600_000,
  linkBytesPerSecondUnknown: 10_000_000,

  /** Pieces of artifacts that are read for devices at once, and in a second. */
  piecesAtOnce: 8,
  piecesPerSecond: 400,
  pieceRetryMs: 250,
  artifactComingMs: 5_000,
  artifactUnknownMs: 30_000,
  trustRefreshMs: 60_000,

  incarnationEveryMsMin: 60_000,
  housekeepingMs: 60_000,
  roomLookMs: 1_000,
  planLookMs: 1_000,
  stopMsMax: 8_000,
} as const;
