/** After everything was closed in order, this long for what is still on its way out. */
const leaveAfterMs = 2_000;

/**
 * Lets a program end whose work is over and closed. Normally nothing holds it and it ends by itself;
 * but a NATS client that is closed while it dials leaves that socket open until the other side
 * answers, which a broker that stands still never does (seen with @nats-io/transport-node 3.x).
 * A supervisor would wait for it, and nothing would be started in its place.
 */
export function leaveSoon(afterMs: number = leaveAfterMs): void {
  setTimeout(() => process.exit(), afterMs).unref();
}
