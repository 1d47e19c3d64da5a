/** A missing piece that set-up could not bring: the message is one sentence with the remedy. */
export class ProvisionError extends Error {
  override readonly name = 'ProvisionError';
}

/** A start that cannot go on: wrong option, busy port, data directory in use, dying process. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
