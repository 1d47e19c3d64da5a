import {
  actor,
  audit,
  catalogue,
  chain,
  counted,
  erasing,
  evidence,
  host,
  name,
  person,
  proof,
  proofOfSelf,
  rows,
  secret,
  signIn,
  sums,
  table,
  told,
  trust,
  usage,
  user,
  wanted,
  work,
  type InventoryItem,
} from './reasons.ts';

/** Every column of the database. A test compares it with the schema. */
export const tables: readonly InventoryItem[] = [
  table('audit.entries', 'id at action subject detail position hash', audit),
  table('audit.entries', 'actor', audit),
  table('audit.checkpoints', 'position at envelope', proof),
  table('audit.forwards', 'name position', work),
  table('audit.head', 'one position hash frontier', proof),
  table('audit.nodes', 'level place hash', proof),
  table('audit.refusals', 'minute principal route code count', { ...audit, retention: '30 days' }),
  table('audit.tombstones', 'no partition through at envelope', proof),
  table('audit.witnesses', 'acknowledged_at acknowledged_by acknowledged_reason', actor),
  table('audit.witnesses', 'relay_id site_id position seen_at fault noticed_at checkpoint', proof),
  table('devices.activity', 'device_no site_id last_event_at', told),
  table(
    'devices.collectors',
    'device_no name at status runs wall_ms_last cpu_ms_total items detail',
    told,
  ),
  table(
    'devices.conflicts',
    'conflict_no device_no opened_at cause resolved_at resolution kept histories',
    told,
  ),
  table('devices.conflicts', 'resolved_by reason', actor),
  table('devices.counts', 'site_id simulated devices', sums),
  table(
    'devices.devices',
    'no id site_id public_key enrolled_at simulated run current_incarnation ' +
      'inventory_incarnation os software_count inventory_hash inventory_at listed_xid split_of ' +
      'splits',
    told,
  ),
  table('devices.erased_subjects', 'subject_id erased_at', {
    ...actor,
    purpose: 'keeps what was erased from coming back',
  }),
  table('devices.forks', 'device_no histories', sums),
  table('devices.group_members', 'group_id device_no', told),
  table('devices.groups', 'id name created_at', work),
  table('devices.incarnations', 'device_no incarnation parent began_at boot_id aside', chain),
  // Serial numbers, hardware and network addresses single a device out, and so perhaps a person.
  table('devices.inventories', 'facts pending', host),
  table('devices.inventories', 'device_no incarnation seq hash at items pending_deltas', told),
  table('devices.measurements', 'device_no what at state reason', told),
  table('devices.personal_names', 'subject_id role device_no at nonce ciphertext', name),
  table('devices.software_items', 'id key name version source architecture publisher', catalogue),
  table('devices.subject_keys', 'subject_id device_no sealed_key', name),
  table('devices.subject_keys', 'erased_at', {
    ...actor,
    purpose: 'keeps what was erased from coming back',
  }),
  table('identity.attempts', 'subject failures last_at', signIn),
  table('identity.challenges', 'scope challenge expires_at', signIn),
  table('identity.grants', 'id subject role scope granted_at expires_at revoked_at', person),
  table('identity.grants', 'granted_by revoked_by', actor),
  table(
    'identity.login_flows',
    'secret_hash provider state nonce verifier origin next expires_at',
    signIn,
  ),
  table(
    'identity.oidc_payloads',
    'model id_hash payload uid_hash grant_hash consumed_at expires_at seal_version',
    signIn,
  ),
  table(
    'identity.passkeys',
    'id user_id public_key counter transports rp_id name backed_up created_at used_at',
    proofOfSelf,
  ),
  table('identity.recovery_codes', 'user_id code_hash used_at', proofOfSelf),
  table(
    'identity.sessions',
    'secret_hash actor role token_id created_at expires_at id user_id amr seen_at idle_ms ' +
      'address user_agent rotate old_hash old_until',
    signIn,
  ),
  table('identity.session_id_tokens', 'session_id id_token seal_version', signIn),
  table('identity.set_up_links', 'secret_hash user_id created_at expires_at used_at', signIn),
  table('identity.sign_in_links', 'secret_hash actor role created_at expires_at used_at', signIn),
  table('identity.sign_ins', 'uid_hash user_id amr expires_at', signIn),
  table('identity.signing_keys', 'kid sealed created_at seal_version', secret),
  table(
    'identity.tokens',
    'id secret_hash actor created_at expires_at revoked_at answers_to last_used_at',
    trust,
  ),
  table('identity.tokens', 'created_by revoked_by', actor),
  table('identity.totp', 'user_id secret confirmed_at last_step seal_version', proofOfSelf),
  table(
    'identity.users',
    'id provider subject handle display_name email groups mapped_roles created_at signed_in_at ' +
      'disabled_at',
    person,
  ),
  table('identity.users', 'password password_changed_at', proofOfSelf),
  table('identity.users', 'created_by', actor),
  table('identity.users', 'erased_at former_handle', {
    ...actor,
    purpose: 'gives the name that the record of audit says to nobody else',
  }),
  table(
    'ledger.archive_packs',
    'pack_no name bytes segments sha256 verified_at retired_at scrubbed_at fault',
    work,
  ),
  table(
    'ledger.batches',
    'received_day incarnation_no lane first last rejected hash prev_hash',
    chain,
  ),
  table(
    'ledger.contradictions',
    'device_no incarnation lane first last hash prev_hash branch boot_id cut_at received_at ' +
      'site_id relay_id quarantine_no taken',
    chain,
  ),
  table('ledger.day_totals', 'received_day site_id kind events digest dropped_at stored', sums),
  table('ledger.days', 'received_day next_incarnation', sums),
  table('ledger.digest_cover', 'incarnation_no lane covered', sums),
  table('ledger.digest_sums', 'received_day incarnation_no lane events digest', sums),
  table('ledger.epochs', 'epoch opened_at reason', work),
  table(
    'ledger.events',
    'received_day device_no incarnation_no lane kind seq at_lo at_hi wall body',
    rows,
  ),
  table(
    'ledger.gap_requests',
    'journal_no lane first last first_asked_at last_asked_at times',
    wanted,
  ),
  table(
    'ledger.hourly',
    'device_no hour kind series events value_min value_max value_sum last_at last_seq last_value',
    counted,
  ),
  table(
    'ledger.incarnations',
    'incarnation_no device_no device_id incarnation site_id first_seen_at last_seen_at',
    chain,
  ),
  table('ledger.ingest_failures', 'sha256 failures last_error last_at', work),
  table(
    'ledger.journal_lanes',
    'journal_no lane received safe committed_through safe_through through_sealed_at ' +
      'tip_oldest_held tip_sealed_through tip_head_hash tip_issued_at tip_at unavailable',
    work,
  ),
  table(
    'ledger.journals',
    'journal_no site_id relay_id incarnation parent first_seen_at last_seen_at',
    work,
  ),
  table('ledger.late_rows', 'received_day incarnation_no lane first last', sums),
  table('ledger.outbox', 'site_id kind wanted done', wanted),
  table(
    'ledger.quarantine',
    'quarantine_no at last_at times scope code site_id device_id segment_no sha256 batch_hash ' +
      'bytes detail released_at',
    evidence,
  ),
  table('ledger.quarantine', 'released_by', actor),
  table(
    'ledger.quarantine_hours',
    'site_id hour items bytes items_not_kept bytes_not_kept',
    evidence,
  ),
  table('ledger.receipts', 'site_id epoch generation issued_at bytes', work),
  table(
    'ledger.relay_links',
    'site_id relay_id backlog_bytes bytes_per_second hold finish_at told_at',
    told,
  ),
  table(
    'ledger.segments',
    'segment_no journal_no lane seq branch header_hash prev_hash link state sealed_at ' +
      'committed_at events_new byte_count outcome pack_no',
    chain,
  ),
  table('ledger.segments', 'bytes', {
    ...rows,
    retention: 'until a verified pack of the archive holds them',
  }),
  table(
    'ledger.sites',
    'site_id events_committed events_rejected events_void last_segment_at last_tip_at',
    sums,
  ),
  table('ledger.stream_totals', 'incarnation_no lane events digest', sums),
  table(
    'ledger.streams',
    'incarnation_no lane committed rejected voided events_committed events_rejected events_void ' +
      'through gaps head_last head_hash forked parent parent_last_seq parent_last_hash',
    chain,
  ),
  table('ledger.unavailable', 'journal_no lane first last reason epoch generation said_at', chain),
  table(
    'ledger.voids',
    'incarnation_no lane first last hash prev_hash replaced_last_hash reason at',
    chain,
  ),
  table('licenses.short_programs', 'device_no incarnation seq program count from_at to_at', usage),
  table('licenses.usage', 'subject_id', user),
  table(
    'licenses.usage',
    'device_no boot_id pid start_ms program path title instances_max started_at ' +
      'start_uncertainty_ms start_reported ended_at end_ms end_uncertainty_ms',
    usage,
  ),
  table('notifications.cursor', 'one position', work),
  table(
    'notifications.deliveries',
    'id subscription_id position event state attempts created_at next_at ended_at last_status ' +
      'last_error',
    { ...audit, retention: '30 days after it ended' },
  ),
  table(
    'notifications.subscriptions',
    'id name url actions severity_min enabled version from_position created_at updated_at ' +
      'failing_since blocked_until kind follows_record',
    work,
  ),
  // Addresses of those who are to be told by mail.
  table('notifications.subscriptions', 'recipients', person),
  table('notifications.mail_server', 'one host port security sender username updated_at', person),
  table('notifications.mail_server', 'updated_by', actor),
  table(
    'notifications.alerts',
    'id key kind severity site_id title detail since opened_at calm_since returns ' +
      'acknowledged_at ended_at',
    told,
  ),
  table('notifications.alerts', 'acknowledged_by ended_by', actor),
  table(
    'notifications.rules',
    'id name kinds severity_min sites lasting_minutes group_minutes repeat_hours tells_end ' +
      'enabled version created_at updated_at last_sent_at',
    work,
  ),
  table('notifications.rules', 'created_by', actor),
  table('notifications.rule_targets', 'rule_id subscription_id', work),
  table('notifications.notices', 'alert_id rule_id told_at told_end_at', work),
  table('notifications.alert_cursor', 'one position', work),
  table('notifications.subscriptions', 'created_by', actor),
  table(
    'portfolio.applications',
    'id purl name source publisher installs installs_simulated',
    catalogue,
  ),
  table('portfolio.changes', 'id simulated application_id version_id delta', wanted),
  table('portfolio.device_versions', 'device_no inventory_hash version_ids', told),
  table('portfolio.items', 'item_id version_id', catalogue),
  table('portfolio.versions', 'id application_id version installs installs_simulated', catalogue),
  table(
    'privacy.erasures',
    'id state account_id ground reason requested_by requested_behind requested_at due_at ' +
      'decided_by decided_at cancelled_by cancelled_at executed_at confirmed_at',
    erasing,
  ),
  table('privacy.erasure_subjects', 'erasure_id subject_id role device_no confirmed_at', erasing),
  table('public.schema_migrations', 'id name run_on', work),
  table('secrets.data_keys', 'id envelope_id wrapped created_at retired_at', secret),
  table('secrets.rotations', 'name last_at requested_at failed_at failures failure', work),
  table('secrets.rotations', 'requested_by', actor),
  table('secrets.versions', 'name version data_key sealed created_at accepted_until', secret),
  table('sites.documents', 'site_id kind ledger_epoch generation content bytes issued_at', trust),
  table('sites.enrolment_tokens', 'token_id site_id note uses created_at expires_at', trust),
  table('sites.enrolment_tokens', 'created_by', actor),
  table(
    'sites.relays',
    'relay_id site_id public_key box_public nats_public certificate admitted_at revoked_at ' +
      'addresses',
    trust,
  ),
  table('sites.revocations', 'site_id kind subject reason revoked_at', trust),
  table('sites.revocations', 'revoked_by', actor),
  table(
    'sites.sites',
    'id name class created_at last_contact_at horizon_at business_unit environment',
    work,
  ),
];
