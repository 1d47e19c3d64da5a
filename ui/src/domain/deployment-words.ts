import type {
  Deployment,
  DeploymentAction,
  DeviceOrderState,
  DesiredDocument,
  DocumentRow,
} from '../api/types.ts';

export const ACTIONS = {
  install: 'Install',
  remove: 'Remove',
  pin: 'Keep as it is',
  rollback: 'Go back to',
} as const satisfies Record<DeploymentAction, string>;

export const RINGS: readonly string[] = ['Lab', 'Canary', 'Pilot', 'Department', 'Global'];
export const ringName = (ring: number): string => `${ring} ${RINGS[ring] ?? ''}`.trim();

/** How a state looks: done, under way, waiting for somebody, gone wrong, or nothing known. */
export type StateTone = 'done' | 'going' | 'waits' | 'wrong' | 'none';

const STATES = {
  accepted: ['accepted', 'going'],
  refused: ['refused', 'wrong'],
  waiting: ['waiting', 'waits'],
  fetching: ['fetching', 'going'],
  installing: ['installing', 'going'],
  installed: ['installed, not attested', 'going'],
  restart_needed: ['restart needed', 'waits'],
  failed: ['failed', 'wrong'],
  rolled_back: ['rolled back', 'wrong'],
  removed: ['removed', 'done'],
  unchanged: ['was so already', 'done'],
  attested: ['attested', 'done'],
  unknown: ['unknown', 'none'],
  waits_for_issue: ['not signed yet', 'waits'],
  waits_for_approval: ['needs approver signature', 'waits'],
  superseded: ['superseded', 'none'],
  not_ours: ['not ours', 'none'],
  not_published: ['not published', 'wrong'],
  not_vouched: ['nobody vouches for it', 'wrong'],
  not_listed: ['being read', 'waits'],
  cancelled: ['cancelled', 'none'],
} as const satisfies Record<DeviceOrderState, readonly [string, StateTone]>;

export const stateWord = (state: DeviceOrderState): string => STATES[state][0];
export const stateTone = (state: DeviceOrderState): StateTone => STATES[state][1];

const isState = (word: string): word is DeviceOrderState => Object.hasOwn(STATES, word);

/** States with how many devices are in each, what went wrong first, then in the order of the way. */
export function stateCounts(
  states: Readonly<Record<string, number>>,
): readonly (readonly [DeviceOrderState, number])[] {
  const order: readonly StateTone[] = ['wrong', 'waits', 'going', 'none', 'done'];
  return Object.entries(states)
    .filter((entry): entry is [DeviceOrderState, number] => isState(entry[0]) && entry[1] > 0)
    .toSorted(([a], [b]) => order.indexOf(stateTone(a)) - order.indexOf(stateTone(b)));
}

/** What is ordered, in one line. */
export function orderTitle({
  action,
  package_name: name,
  version,
}: Pick<Deployment, 'action' | 'package_name' | 'version'>): string {
  return [ACTIONS[action], name, version].filter(Boolean).join(' ');
}

/** Where it is ordered, in words. */
export function targetWords({ target_scope: scope }: Pick<Deployment, 'target_scope'>): string {
  const part = (what: string, values: readonly string[], shown = (value: string) => value) =>
    values.length === 0
      ? []
      : [values.length > 3 ? `${values.length} ${what}s` : values.map(shown).join(', ')];
  return [
    ...part('site', scope.sites, (site) => `site ${site}`),
    ...part('business unit', scope.business_units, (unit) => `unit ${unit}`),
    ...part('group', scope.device_groups, (group) => `group ${group}`),
    ...part('device', scope.devices, (device) => `device ${device.slice(0, 12)}`),
  ].join(' · ');
}

export const APPROVALS = {
  not_needed: 'no approval needed',
  needed: 'needs approver signature',
  given: 'approved',
} as const satisfies Record<DocumentRow['approval'], string>;

export const CAUSES = {
  first: 'first orders',
  changed: 'orders or devices changed',
  keys: 'the director’s key changed',
  lease: 'lease renewed',
} as const satisfies Record<DocumentRow['cause'], string>;

type Change = DesiredDocument['changes'][number];
type Order = NonNullable<Change['after']>;

const orderWords = ({ action, version, plane, rollback }: Order): string => {
  if (plane !== 'agent') return `left to ${plane}`;
  if (action === 'remove') return 'remove';
  if (action === 'pin') return `keep ${version}`;
  return rollback ? `go back to ${version}` : `install ${version}`;
};

/** What a document orders otherwise than the one before, in words. */
export function changeWords({ before, after, fields }: Change): string {
  if (before === null && after === null) return '';
  if (before === null) return orderWords(after!);
  if (after === null) return `no order any more (was: ${orderWords(before)})`;
  const [was, is] = [orderWords(before), orderWords(after)];
  if (was !== is) return `${is} (was: ${was})`;
  const others = fields.filter((field) => field !== 'assignment').join(', ');
  return others === '' ? `${is}, begun anew` : `${is}: ${others} changed`;
}
