/** Every bound of the wire and the files, with its unit. Readers refuse what is beyond them. */
export const limits = {
  version: 1,
  batchVersion: 2, // written; 1 is read as well
  batchEventsMax: 1_000,
  batchBytesMax: 65_536, // signed batch, encoded
  batchAnchorsMax: 16,
  stringBytesMax: 4_096, // one name, path, version, detail …
  offerBytesMax: 256,
  segmentCompressedBytesSeal: 524_288, // a segment seals when it would pass this
  segmentCompressedBytesMax: 983_040, // leaves room for the header under NATS' 1 MiB payload
  segmentBodyBytesMax: 16_777_216, // uncompressed
  segmentBatchesMax: 65_536,
  segmentEnrolmentsMax: 4_096,
  segmentRefusalsMax: 4_096,
  segmentUnavailableMax: 1_024,
  signedPayloadBytesMax: 65_536, // tips, receipts, site documents, certificates
  receiptGapsPerLaneMax: 64,
  rangesPerStreamMax: 1_000,
  consistencyHashesMax: 128, // of a proof that one audit checkpoint continues another
  signaturesMax: 16,
  hubSuccessionsMax: 160, // 300 bytes each: more than a century of yearly ones in one document
  inventoryPartBytesMax: 49_152, // one part of a full inventory, leaving room for its batch
  inventoryPartsMax: 1_024,
  ticketTextBytesMax: 4_096,
  enrolAnswerBytesMax: 81_920, // with every key that the hub ever had
  revocationsMax: 3_000, // of one site: 16 bytes each in a signed payload
  erasuresMax: 3_000, // of one site's devices, the newest: 16 bytes each in a signed payload
  collectionSettingsMax: 256, // items of what is collected, known or not
  artifactChunkBytes: 4_194_304, // each can be checked on arrival
  artifactPieceBytesMax: 262_144, // one answer of a desk
  artifactBytesMax: 137_438_953_472, // the hashes of its chunks are 1 MiB
  trustFileBytesMax: 16_777_216,
  trustNameBytesMax: 200,
  cacheItemsMax: 64, // told in one tip
  addressesMax: 8, // at which devices reach a relay
  addressBytesMax: 200,
  lingerMs: { urgent: 200, ledger: 30_000, bulk: 60_000 },
} as const;
