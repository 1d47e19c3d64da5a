import { actor, table, told, trust, work, type InventoryItem } from './reasons.ts';

/** Columns of what devices are to run. */
export const deploymentTables: readonly InventoryItem[] = [
  table('deployments.assignments', 'id intent_id try made_at', work),
  table('deployments.assignments', 'made_by', actor),
  table(
    'deployments.documents',
    'site_id ledger_epoch generation hash parent root content_hash manifest cause slices items ' +
      'dangers conflicts issued_at approvals approved_at',
    { ...trust, retention: '730 days, the newest of each site always' },
  ),
  table('deployments.documents', 'approved_by', actor),
  table(
    'deployments.intents',
    'id no assignment_id tries package_id version_id action ring plane plan state revision ' +
      'created_at changed_at',
    work,
  ),
  table('deployments.intents', 'created_by created_behind cancelled_by', actor),
  table('deployments.planes', 'id package_id device_group site_id plane created_at', work),
  table('deployments.planes', 'created_by', actor),
  table('deployments.requests', 'subject key sha256 intent_id at', {
    ...actor,
    purpose: 'answers a repeated request as the first',
    retention: '30 days',
  }),
  table(
    'deployments.result_history',
    'device_no incarnation seq assignment_id said_at step code detail attempt package_name ' +
      'version generation',
    { ...told, retention: '730 days' },
  ),
  table(
    'deployments.results',
    'assignment_id device_no incarnation seq said_at step code detail attempt version generation',
    told,
  ),
  table('deployments.slice_sets', 'root content', {
    ...trust,
    retention: 'with the documents that have them',
  }),
  table('deployments.targets', 'intent_id kind value', work),
];
