/* Stand-in until hub/openapi.json exists; replaced by `npm run gen -w ui`. */
interface Coverage { sites_total: number; sites_fresh: number; devices_total: number; devices_fresh: number; ratio: number | null }
interface List<T> { items: T[]; next_cursor: string | null; as_of: string | null; coverage: Coverage }
type Freshness = 'fresh' | 'late' | 'dark' | 'never';
type LeaseState = 'FRESH' | 'GRACE' | 'HOLD' | 'SAFE';
interface Lease { state: LeaseState; since: string | null; next_state: LeaseState | null; next_at: string | null }
interface Site { id: string; name: string; class: 'online' | 'intermittent' | 'air_gapped'; created_at: string; last_contact_at: string | null; horizon_at: string | null; freshness: Freshness; lease: Lease; devices: number; devices_fresh: number; simulated_devices: number; backlog_segments: number; gaps: number; events_committed: number; events_per_second: number }
interface JournalLane { lane: 'urgent' | 'ledger' | 'bulk'; committed_through: number; safe_through: number; sealed_through: number; oldest_held: number; backlog: number; gaps: { first: number; last: number }[] }
interface Journal { relay_id: string; incarnation: string; parent: string | null; first_seen_at: string; last_seen_at: string; lanes: JournalLane[] }
interface SiteDetail extends Site { journals: Journal[] }
interface DeviceRow { id: string; hostname: string | null; site_id: string; os: string | null; last_event_at: string | null; as_of: string | null; software_count: number | null; simulated: boolean; run: string | null; freshness: Freshness }
interface Hardware { cpu: { model: string | null; vendor: string | null; cores: number | null; threads: number | null; max_mhz: number | null } | null; memory: { total_bytes: number } | null; disks: { name: string; model: string | null; size_bytes: number; type: string | null }[]; network: { name: string; mac: string | null; addresses: string[] }[] }
interface Stream { incarnation: string; lane: 'urgent' | 'ledger' | 'bulk'; through: number; events_committed: number; events_rejected: number; events_void: number; current: boolean }
interface Collector { name: string; status: string; runs: number; wall_ms_last: number; cpu_ms_total: number; items: number; detail: string | null }
interface Measurement { what: string; state: string; reason: string | null }
interface Device extends Omit<DeviceRow, 'os'> { enrolled_at: string; hardware: Hardware | null; os: { name: string; version: string | null; kernel: string | null; arch: string | null } | null; streams: Stream[]; collectors: Collector[]; measurements: Measurement[]; inventory: { hash: string | null; at: string | null; pending_deltas: number } }
interface Software { name: string; version: string; source: string; architecture: string | null; publisher: string | null; application_id: string | null }
interface Usage { program: string; path: string | null; title: string | null; subject_id: string | null; user: string | null; pid: number; started_at: string; start_uncertainty_ms: number; ended_at: string | null; end_uncertainty_ms: number | null; instances_max: number }
interface UsagePage extends List<Usage> { short_programs: { program: string; count: number; from: string; to: string }[]; measurement: Measurement | null }
interface AppVersion { version: string; installs: number }
interface Application { id: string; name: string; source: string; publisher: string | null; installs: number; installs_simulated: number; versions: AppVersion[]; version_count: number }
interface LedgerRow { site_id: string; events_committed: number; events_rejected: number; events_void: number; devices: number; gaps: number; digest: string }
interface RatePoint { at: string; events_per_second: number }
interface Rates { as_of: string | null; points: RatePoint[] }
interface Overview { as_of: string | null; coverage: Coverage; devices: number; sites: { fresh: number; late: number; dark: number; never: number }; events_committed: number; events_per_second: number; applications: number; quarantined: number; simulated_devices: number }
interface AuditEntry { position: number | null; at: string; actor: string; action: string; subject: string | null; detail: Record<string, unknown> | null; hash: string | null }
interface Quarantined { id: string; at: string; site_id: string | null; device_id: string | null; code: string; bytes: number; released_at: string | null; detail: string | null }
interface Session { actor: string; role: string; permissions: string[]; expires_at: string }
interface Problem { type: string; title: string; status: number; code: string; detail?: string }

type Json<T> = { headers: Record<string, unknown>; content: { 'application/json': T } };
type Failure = { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
type PathOf<P> = [P] extends [never] ? { path?: never } : { path: P };
interface Get<T, Q = never, P = never> { parameters: { query?: Q } & PathOf<P>; responses: { 200: Json<T>; default: Failure } }
interface Post<T, B = never, P = never> { parameters: PathOf<P>; requestBody: { content: { 'application/json': B } }; responses: { 200: Json<T>; default: Failure } }
interface Page { limit?: number; cursor?: string }
type Id = { id: string };

export interface paths {
  '/api/overview/': { get: Get<Overview> };
  '/api/sites/': { get: Get<List<Site>> };
  '/api/sites/{id}/': { get: Get<SiteDetail & { as_of: string | null; coverage: Coverage }, never, Id> };
  '/api/devices/': { get: Get<List<DeviceRow> & { total: number }, Page & { site?: string; search?: string; simulated?: boolean; sort?: 'hostname' | 'last_event_at' }> };
  '/api/devices/{id}/': { get: Get<Device, never, Id> };
  '/api/devices/{id}/software/': { get: Get<List<Software> & { total?: number }, Page & { search?: string }, Id> };
  '/api/devices/{id}/usage/': { get: Get<UsagePage, Page & { from?: string; to?: string }, Id> };
  '/api/applications/': { get: Get<List<Application>, Page & { search?: string }> };
  '/api/applications/{id}/': { get: Get<Application & { as_of: string | null; coverage: Coverage }, never, Id> };
  '/api/telemetry/ledger/': { get: Get<List<LedgerRow>, { run?: string }> };
  '/api/telemetry/rates/': { get: Get<Rates> };
  '/api/audit/': { get: Get<List<AuditEntry>, Page & { actor?: string; action?: string }> };
  '/api/quarantine/': { get: Get<List<Quarantined>, Page> };
  '/api/quarantine/{id}/release/': { post: Post<Quarantined, Record<string, never>, Id> };
  '/api/session/': { get: Get<Session>; post: Post<Session, { token: string } | { link: string }>; delete: Get<unknown> };
}
