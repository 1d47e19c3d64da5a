import { packageFormats, type PackageFormat } from '@eucora/protocol/desired';

/** What a package manager says of one package. */
export interface Installed {
  /** `broken`: an installation or removal was interrupted, or its scripts failed. */
  readonly state: 'absent' | 'installed' | 'broken';
  readonly version: string | null; // null when absent
  /** The package manager was told to leave it as it is. */
  readonly held: boolean;
}
export const absent: Installed = { state: 'absent', version: null, held: false };

/** After what the new version is the one that runs. */
export type Restart = 'nothing' | 'agent_restart' | 'boot';

/** Why an installer did not do what it was asked. Each code is one fault with one remedy. */
export type InstallerCode =
  | 'locked'
  | 'dependencies_missing'
  | 'would_remove'
  | 'wrong_architecture'
  | 'installer_failed'
  | 'installer_missing'
  | 'timed_out'
  | 'unsupported';

/** What came of asking a platform's installer. `said` is the end of its output. */
export type Outcome =
  | { readonly ok: true; readonly said: string }
  | {
      readonly ok: false;
      readonly code: InstallerCode;
      /** False only when the installer certainly changed nothing. */
      readonly changed: boolean;
      readonly said: string;
    };

/** A file to install: in a folder that only this user can write, hashed after it was put there. */
export interface StagedFile {
  readonly path: string;
  readonly packageName: string;
  readonly version: string;
}

/**
 * Hands a package over to the platform's own installer. Nothing here decides: the planner does. Each
 * method may be called again after a crash at any point of it.
 */
export interface Executor {
  look(packageName: string): Promise<Installed>;
  /** Installs, upgrades or goes back: whatever leads from what is there to this file. */
  install(file: StagedFile): Promise<Outcome>;
  remove(packageName: string): Promise<Outcome>;
  /** Finishes what was interrupted, as far as the package manager can by itself. */
  repair(): Promise<Outcome>;
  /** What has to be restarted before the installed version of a package runs. */
  restartOf(packageName: string): Promise<Restart>;
  /** Tells the package manager to leave a package alone, or no longer; null where it can't. */
  readonly hold: ((packageName: string, on: boolean) => Promise<Outcome>) | null;
  /** Starts the agent anew, where that is what an installation needs: once the book waits for it. */
  readonly startAnew?: () => void;
  /** Ending of file names that the installer wants to see, with the dot. */
  readonly suffix: string;
}
/** One executor for each format; null where this machine has no installer for it. */
export type Executors = Readonly<Record<PackageFormat, Executor | null>>;

/** What this machine can be told to do, by format. */
export interface Abilities {
  readonly formats: ReadonlySet<PackageFormat>;
  readonly holding: ReadonlySet<PackageFormat>; // package managers that keep a pin themselves
}

export function abilitiesOf(executors: Executors): Abilities {
  const formats = packageFormats.filter((format) => executors[format] !== null);
  const holding = formats.filter((format) => executors[format]?.hold);
  return { formats: new Set(formats), holding: new Set(holding) };
}

/** Codes of what this device says of an order, beside those of `judgeItem`. */
export type DeployCode =
  | InstallerCode
  | 'unreadable'
  | 'no_executor'
  | 'two_orders'
  | 'attempts_exhausted'
  | 'check_before_failed'
  | 'check_after_failed'
  | 'wrong_version_after'
  | 'still_there'
  | 'bytes_changed'
  | 'fetch_failed'
  | 'interrupted'
  | 'no_way_back'
  | 'rollback_below_floor'
  | 'rollback_not_now'
  | 'rollback_failed'
  | 'boot_needed'
  | 'agent_restart_needed';

/** What the operator does next, by code. */
export const remedies = {
  locked: 'Another program holds the package manager; it is tried again by itself.',
  dependencies_missing: 'Assign the packages that it needs as well.',
  would_remove: 'Assign the removal of what stands in its way, or another version.',
  wrong_architecture: 'Assign the artifact that was built for this machine.',
  installer_failed: 'It is tried again until its attempts are used.',
  installer_missing: 'Install the platform’s package manager, or assign another format.',
  timed_out: 'Look at the machine: its installer did not end. It is tried again by itself.',
  unsupported: 'The platform’s installer can’t do this; do it on the machine, or by another plane.',
  unreadable: 'Update the agent of this device: the order is of a newer hub.',
  no_executor: 'Assign a format that this machine can install.',
  two_orders: 'Withdraw one of the assignments of this package.',
  attempts_exhausted: 'Put right what failed and assign it anew; that counts from zero.',
  check_before_failed: 'Put right what the check names; it is asked again by itself.',
  check_after_failed: 'Look at what the check names; the version before is brought back.',
  wrong_version_after: 'Have the publisher look at the artifact: it installs another version.',
  still_there: 'The installer said that it removed the package; look at the machine.',
  bytes_changed: 'They are fetched again. If it stays so, look for who writes there.',
  fetch_failed: 'See that the site’s relay holds the artifact; it is asked again by itself.',
  interrupted: 'It is tried again until its attempts are used.',
  no_way_back: 'Assign the version that ran before, as a rollback.',
  rollback_below_floor: 'Have the approvers sign the site’s document beside the director.',
  rollback_not_now: 'Bring a newer document of this site: its lease does not allow going back.',
  rollback_failed: 'Assign a version that runs.',
  boot_needed: 'Start the machine anew when it suits its user.',
  agent_restart_needed: 'Nothing: the agent starts anew by itself.',
} satisfies Record<DeployCode, string>;

/** What is said of a fault: what was seen, then what to do about it. */
export function withRemedy(saw: string, code: DeployCode): string {
  return saw === '' ? remedies[code] : `${saw.replace(/\.$/, '')}. ${remedies[code]}`;
}
