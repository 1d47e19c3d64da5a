import type { TrustImport, TrustPublisher, TrustRole } from '../api/types.ts';

type Signing = Pick<TrustRole, 'threshold' | 'keys'>;

/** A key as people know it: whose it is, and the letters that holders read aloud. */
export function keyWords({ holder, id }: TrustRole['keys'][number]): string {
  return `${holder ?? 'somebody unnamed'} (${id.slice(0, 8)})`;
}

/** How many of a role's keys have to sign. */
export function thresholdWords({ threshold, keys }: Signing): string {
  if (keys.length === 0) return 'nobody yet';
  if (threshold > keys.length) return `${threshold} have to sign, and there are ${keys.length}`;
  if (keys.length === 1) return '';
  return threshold === keys.length ? 'all of' : `any ${threshold} of`;
}

/** For what a publisher may speak. */
export function scopeWords(role: Pick<TrustPublisher, 'platforms' | 'business_units'>): string {
  const parts = [
    role.platforms.length > 0 ? role.platforms.join(', ') : 'every platform',
    role.business_units.length > 0 ? role.business_units.join(', ') : 'every business unit',
  ];
  return parts.join(' · ');
}

const RESULTS = {
  accepted: 'taken',
  known: 'was here already',
  passed_over: 'passed over',
  refused: 'refused',
} as const satisfies Record<TrustImport['results'][number]['result'], string>;

export const resultWord = (result: TrustImport['results'][number]['result']): string =>
  RESULTS[result];

/** What an import came to, in one line. */
export function importWords({ results, publication }: TrustImport): string {
  const count = (result: string): number => results.filter((each) => each.result === result).length;
  const [taken, refused] = [count('accepted'), count('refused')];
  const served = publication === null ? '' : `; timestamp ${publication.timestamp} is served`;
  const files = (n: number): string => `${n} ${n === 1 ? 'file' : 'files'}`;
  if (taken + refused === 0) return `Nothing new in ${files(results.length)}.`;
  const said = [
    ...(taken > 0 ? [`${files(taken)} taken`] : []),
    ...(refused > 0 ? [`${files(refused)} refused`] : []),
  ];
  return `${said.join(', ')}${served}.`;
}

/** How a first root is begun, one command a line: with everything in one person's hands. */
export const beginning: readonly string[] = [
  'npm run cli -- hub trust keys --to ~/eucora-trust/hub',
  'npm run trust -- make-key --key ~/eucora-trust/me.key --holder "Me"',
  'npm run trust -- init --dir ~/eucora-trust/stick --pub ~/eucora-trust/me.key.pub --hub ~/eucora-trust/hub',
  'npm run trust -- sign --dir ~/eucora-trust/stick --role root --role targets --key ~/eucora-trust/me.key',
  'npm run cli -- hub trust import --from ~/eucora-trust/stick',
];
