import type { SealedDesired } from '../desired/manifest.ts';
import { SimulatedDevice, SimulatedSite } from './desired-site.ts';
import type { FileDocument } from './trust-repository.ts';
import type { SimulatedSigner } from './trust-signers.ts';

/** One of the 86 cases that the Uptane community's test vectors name. */
export interface UptaneCase {
  readonly name: string;
  /** How an update ends here: what was done, or code and clause of what refused. */
  readonly ends: readonly string[];
  /** Where Uptane does it in another way: what we do in its place, with the clause. */
  readonly differs?: string;
  /** Spoils what is published; gives the order, or leaves it to the site. */
  readonly arrange: (
    site: SimulatedSite,
    device: SimulatedDevice,
  ) => SealedDesired | undefined | void;
  readonly limits?: ConstructorParameters<typeof SimulatedDevice>[1];
  readonly sliceOf?: string;
}

/** How the update of a device ends that saw the site as it was born, then what the case made of it. */
export function outcomeOf({ arrange, limits, sliceOf }: UptaneCase): readonly string[] {
  const site = new SimulatedSite();
  const device = new SimulatedDevice(site, limits);
  const order = arrange(site, device) ?? site.order();
  return device.update(order, sliceOf);
}

export type ImageRole = 'root' | 'targets' | 'snapshot' | 'timestamp';

/** Publishes a role and all that lists it. */
export function republish({ repo }: SimulatedSite, role: ImageRole | 'linux'): void {
  const above = ['linux', 'targets', 'snapshot', 'timestamp'];
  if (role === 'root') repo.publish('root');
  else repo.publish(...above.slice(above.indexOf(role)));
}

/** Publishes a role, then changes its file after it was signed. */
export function respoil(
  site: SimulatedSite,
  role: ImageRole | 'linux',
  change: (file: FileDocument) => void,
): void {
  republish(site, role);
  site.repo.spoil(role, change);
}

/** The next root, with other holders; signed by those that hold, and by those that come. */
export function rotateRoot(
  { repo }: SimulatedSite,
  signedBy: { readonly old: boolean; readonly fresh: boolean } = { old: true, fresh: true },
): void {
  const old = [...(repo.signers.get('root')?.values() ?? [])];
  repo.clearKeys('root');
  for (let made = 0; made < 3; made += 1) repo.addKey('root');
  const fresh = [...(repo.signers.get('root')?.values() ?? [])];
  signAs(repo, 'root', [...(signedBy.old ? old : []), ...(signedBy.fresh ? fresh : [])]);
  repo.publish('root');
  signAs(repo, 'root', fresh);
}

/** From here on a role is signed with these keys alone. */
export function signAs(
  repo: SimulatedSite['repo'],
  role: string,
  keys: readonly SimulatedSigner[],
): void {
  repo.signers.set(role, new Map(keys.map((key) => [key.keyId, key])));
}

/** Puts a role's first key under an id that is not its own. */
export function misname(keys: Record<string, unknown>, role: { keyids: string[] }): void {
  const [keyId = ''] = role.keyids;
  const wrong = '0'.repeat(64);
  keys[wrong] = keys[keyId];
  Reflect.deleteProperty(keys, keyId);
  role.keyids = [wrong, ...role.keyids.slice(1)];
}
