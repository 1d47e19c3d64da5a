/**
 * One pass copies the rows of the devices in `copy` (template, its device and incarnation numbers,
 * and what is the copy's own). Everything that a device's segments leave is copied, apart from the
 * segments. Two statistics are sums that ingest keeps: `devices.counts`, and install counts, which
 * go the way of ingest's changes.
 */
export const copyStatements: readonly string[] = [
  `INSERT INTO sites.sites (id, name, class, created_at, last_contact_at, horizon_at)
   SELECT DISTINCT c.site_id, c.site_id, s.class, s.created_at, s.last_contact_at, now()
     FROM copy c JOIN sites.sites s ON s.id = c.template_site`,
  `INSERT INTO ledger.sites (site_id, events_committed, events_rejected, events_void,
                             last_segment_at)
   SELECT DISTINCT c.site_id, s.events_committed, s.events_rejected, s.events_void,
          s.last_segment_at
     FROM copy c JOIN ledger.sites s ON s.site_id = c.template_site`,
  `WITH j AS (
     INSERT INTO ledger.journals (site_id, relay_id, incarnation, first_seen_at, last_seen_at)
     SELECT DISTINCT c.site_id, j.relay_id, j.incarnation, j.first_seen_at, j.last_seen_at
       FROM copy c JOIN ledger.journals j ON j.site_id = c.template_site
     RETURNING journal_no, site_id, relay_id, incarnation)
   INSERT INTO ledger.journal_lanes (journal_no, lane, received, safe, committed_through,
                                     safe_through)
   SELECT j.journal_no, l.lane, l.received, l.safe, l.committed_through, l.safe_through
     FROM j JOIN (SELECT DISTINCT site_id, template_site FROM copy) c USING (site_id)
     JOIN ledger.journals t ON t.site_id = c.template_site AND t.relay_id = j.relay_id
                           AND t.incarnation = j.incarnation
     JOIN ledger.journal_lanes l ON l.journal_no = t.journal_no`,
  `INSERT INTO devices.devices (id, site_id, public_key, enrolled_at, simulated, run,
     current_incarnation, inventory_incarnation, os, software_count, inventory_hash, inventory_at)
   SELECT c.id, c.site_id, sha256(c.id), d.enrolled_at, d.simulated, d.run, d.current_incarnation,
          d.inventory_incarnation, d.os, d.software_count, d.inventory_hash, d.inventory_at
     FROM copy c JOIN devices.devices d ON d.no = c.template_no`,
  `UPDATE copy c SET no = d.no FROM devices.devices d WHERE d.id = c.id`,
  `INSERT INTO devices.counts (site_id, simulated, devices)
   SELECT site_id, true, count(*) FROM copy GROUP BY site_id`,
  `INSERT INTO devices.activity (device_no, site_id, last_event_at)
   SELECT no, site_id, spoke_at FROM copy`,
  `INSERT INTO devices.incarnations (device_no, incarnation, parent, began_at, boot_id)
   SELECT c.no, i.incarnation, i.parent, i.began_at, i.boot_id
     FROM copy c JOIN devices.incarnations i ON i.device_no = c.template_no`,
  `INSERT INTO devices.inventories (device_no, incarnation, seq, hash, at, facts, items)
   SELECT c.no, i.incarnation, i.seq, i.hash, i.at, i.facts, i.items
     FROM copy c JOIN devices.inventories i ON i.device_no = c.template_no`,
  `INSERT INTO devices.measurements (device_no, what, at, state, reason)
   SELECT c.no, m.what, m.at, m.state, m.reason
     FROM copy c JOIN devices.measurements m ON m.device_no = c.template_no`,
  `INSERT INTO devices.subject_keys (subject_id, device_no, sealed_key)
   SELECT n.subject, c.no, n.sealed_key FROM own_name n JOIN copy c USING (template_no)`,
  `INSERT INTO devices.personal_names (subject_id, role, device_no, at, nonce, ciphertext)
   SELECT n.subject, n.role, c.no, now(), n.nonce, n.ciphertext
     FROM own_name n JOIN copy c USING (template_no)`,
  `INSERT INTO portfolio.device_versions (device_no, inventory_hash, version_ids)
   SELECT c.no, v.inventory_hash, v.version_ids
     FROM copy c JOIN portfolio.device_versions v ON v.device_no = c.template_no`,
  `WITH had AS (
     SELECT v.device_no, n.id, n.application_id
       FROM copy c JOIN portfolio.device_versions v ON v.device_no = c.no,
            unnest(v.version_ids) AS u (id) JOIN portfolio.versions n ON n.id = u.id)
   INSERT INTO portfolio.changes (simulated, application_id, version_id, delta)
   SELECT true, application_id, id, count(*) FROM had GROUP BY application_id, id
   UNION ALL
   SELECT true, application_id, NULL, count(DISTINCT device_no) FROM had GROUP BY application_id`,
  `INSERT INTO licenses.usage (device_no, boot_id, pid, start_ms, subject_id, program, path, title,
     instances_max, started_at, start_uncertainty_ms, start_reported, ended_at, end_ms,
     end_uncertainty_ms)
   SELECT c.no, u.boot_id, u.pid, u.start_ms, n.subject, u.program, u.path, u.title,
          u.instances_max, u.started_at + c.shift, u.start_uncertainty_ms, u.start_reported,
          u.ended_at + c.shift, u.end_ms, u.end_uncertainty_ms
     FROM copy c JOIN licenses.usage u ON u.device_no = c.template_no
     JOIN own_name n ON n.template_no = c.template_no AND n.role = 'device_user'`,
  `WITH made AS (
     INSERT INTO ledger.incarnations (device_no, device_id, incarnation, site_id, first_seen_at,
                                      last_seen_at)
     SELECT c.no, encode(c.id, 'hex')::uuid, i.incarnation, c.site_id, i.first_seen_at, c.spoke_at
       FROM copy c JOIN ledger.incarnations i ON i.device_no = c.template_no
     RETURNING incarnation_no, device_no)
   UPDATE copy c SET incarnation_no = m.incarnation_no FROM made m WHERE m.device_no = c.no`,
  `INSERT INTO ledger.streams (incarnation_no, lane, committed, rejected, voided, events_committed,
     events_rejected, events_void, through, gaps, head_last, head_hash)
   SELECT c.incarnation_no, s.lane, s.committed, s.rejected, s.voided, s.events_committed,
          s.events_rejected, s.events_void, s.through, s.gaps, s.head_last, s.head_hash
     FROM copy c JOIN ledger.streams s ON s.incarnation_no = c.template_incarnation`,
  `INSERT INTO ledger.batches (received_day, incarnation_no, lane, first, last, rejected, hash,
                               prev_hash)
   SELECT b.received_day, c.incarnation_no, b.lane, b.first, b.last, b.rejected, b.hash, b.prev_hash
     FROM copy c JOIN ledger.batches b ON b.incarnation_no = c.template_incarnation`,
  `INSERT INTO ledger.events (received_day, device_no, incarnation_no, lane, kind, seq, at_lo,
                              at_hi, wall, body)
   SELECT e.received_day, c.no, c.incarnation_no, e.lane, e.kind, e.seq, e.at_lo + c.shift,
          e.at_hi + c.shift, e.wall + c.shift, e.body
     FROM copy c JOIN ledger.events e ON e.incarnation_no = c.template_incarnation`,
];

/** What the passes work with, gone with the connection. */
export const createCopy = `
  CREATE TEMP TABLE copy (
    template_no int4, template_site text, template_incarnation int4, os text, id bytea,
    site_id text, no int4, incarnation_no int4, shift interval, spoke_at timestamptz
  ) ON COMMIT DELETE ROWS;
  CREATE TEMP TABLE own_name (
    template_no int4, role text, subject bytea, sealed_key bytea, nonce bytea, ciphertext bytea
  ) ON COMMIT DELETE ROWS`;

/**
 * Whose rows a pass copies: at most `$3` devices of runs named `$1`… that came by segments. They
 * spoke last within the last half hour, so that a device in two is fresh.
 */
export const fillCopy = `
  INSERT INTO copy
  SELECT d.no, d.site_id, i.incarnation_no, d.os,
         substring(sha256(d.id || convert_to($2, 'UTF8')) FOR 16), d.site_id || '-c' || $2, NULL,
         NULL, v.spoke_at - a.last_event_at, v.spoke_at
    FROM devices.devices d
    JOIN devices.activity a ON a.device_no = d.no
    JOIN ledger.incarnations i ON i.device_no = d.no,
    LATERAL (SELECT now() - random() * interval '30 minutes' + 0 * (d.no * interval '1 s')
                    AS spoke_at) v
   WHERE starts_with(d.run, $1) AND d.site_id !~ '-c[0-9]+$'
   ORDER BY d.no LIMIT $3`;
