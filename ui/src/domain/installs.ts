/** Installs of an application or a version on real and on simulated devices, counted apart. */
export interface Installs {
  readonly installs: number;
  readonly installs_simulated: number;
}

/** All of them together, for comparing sizes. */
export function allInstalls(of: Installs): number {
  return of.installs + of.installs_simulated;
}
