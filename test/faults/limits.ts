/** How long everything may take to start, on a machine with other work to do. */
export const startWithinMs = 300_000;
/** How long a fleet may take to enrol and to have its first events acked. */
export const fleetWithinMs = 120_000;
/** How long a fleet may take to send what is left once nothing is broken any more. */
export const drainWithinMs = 120_000;
/** How long the ledger may take to agree after the last ack. */
export const agreeWithinMs = 120_000;
/** How long everything may take to run again after the last fault. */
export const recoverWithinMs = 90_000;
/** How long a fleet that is given up may take to leave; what is left of it harms nobody. */
export const abortWithinMs = 15_000;
