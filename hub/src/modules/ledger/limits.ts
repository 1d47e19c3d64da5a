/** Bounds of the ledger, each with its unit. */
export const ledgerLimits = {
  /**
   * What a site may put into quarantine within one hour of the hub's clock. An admitted relay that
   * turns hostile fills at most 24 times this a day; beyond it things are counted and not kept.
   */
  quarantineItemsPerSiteHourMax: 1_000,
  quarantineBytesPerSiteHourMax: 33_554_432,
  /** Exact ranges that one answer names per journal lane; how many there are is said beside them. */
  gapsPerLaneShown: 200,
} as const;
