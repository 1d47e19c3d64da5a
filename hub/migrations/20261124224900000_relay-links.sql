-- What each relay last said of its link: what waits, what holds it, when it will be through.
CREATE TABLE ledger.relay_links (
  site_id text NOT NULL REFERENCES ledger.sites,
  relay_id uuid NOT NULL,
  backlog_bytes bigint NOT NULL,
  bytes_per_second bigint NOT NULL,      -- measured; 0: not yet
  hold text CHECK (hold IN ('paused', 'window', 'day')),
  finish_at timestamptz,                 -- null: nobody can say
  told_at timestamptz NOT NULL,          -- by our clock
  PRIMARY KEY (site_id, relay_id)
);
