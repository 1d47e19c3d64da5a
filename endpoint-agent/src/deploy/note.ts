import type { Lease, LeaseState } from '@eucora/protocol/desired';
import type { Book, Phase } from './book.ts';
import type { TrustNote } from './trust/trust-store.ts';

/** What a running agent leaves behind of its deployments for `status`. */
export interface DeployNote {
  /** False: it only observes. */
  readonly on: boolean;
  readonly trouble: string | null;
  readonly trust: TrustNote;
  readonly generation: number | null; // of the document that it keeps to
  readonly lease: LeaseState | null;
  readonly lease_possibly_later: boolean;
  readonly packages: readonly PackageNote[];
}
export interface PackageNote {
  readonly name: string;
  readonly format: string;
  readonly action: string;
  readonly version: string;
  readonly phase: Phase;
  readonly said: string; // step, and code where there is one
  readonly attempts: number;
}

/** The note of a state; packages in order of name. */
export function deployNote(of: {
  readonly isOn: boolean;
  readonly trouble: string | null;
  readonly trust: TrustNote;
  readonly lease: Lease | null;
  readonly generation: number | null;
  readonly book: Book;
}): DeployNote {
  const packages = Object.values(of.book.entries).map(({ item, phase, said, attempts }) => {
    const { packageName: name, format, action, version } = item;
    return { name, format, action, version, phase, said: said.replace(/:$/, ''), attempts };
  });
  return {
    on: of.isOn,
    trouble: of.trouble,
    trust: of.trust,
    generation: of.generation,
    lease: of.lease?.state ?? null,
    lease_possibly_later: of.lease?.possiblyLater ?? false,
    packages: packages.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** The same as lines for a person. */
export function deployLines(note: DeployNote): string[] {
  const { trust, lease, generation, packages } = note;
  const kept = generation === null ? 'no document yet' : `document ${generation}, lease ${lease}`;
  const root = trust.root === null ? 'no root of trust yet' : `root ${trust.root}`;
  const lines = [`deploys    ${note.on ? kept : `no, it only observes (${kept})`}; ${root}`];
  if (note.lease_possibly_later) lines.push('           by the clock the lease may be over');
  if (note.trouble) lines.push(`           trouble: ${note.trouble}`);
  if (trust.refused) lines.push(`           refused: ${trust.refused}`);
  for (const doubt of trust.doubts) lines.push(`           in doubt: ${doubt}`);
  for (const { name, version, action, phase, said, attempts } of packages) {
    const text = `${action} ${version}`.trim();
    lines.push(
      `  ${name.padEnd(20)}${text}: ${phase}, ${said || 'nothing said'}, ${attempts} tried`,
    );
  }
  return lines;
}
