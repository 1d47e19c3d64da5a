-- How the bytes of packages reach sites: what can be checked piece by piece, what a site needs and has,
-- and the deltas that were made for pairs of versions.
CREATE SCHEMA delivery;
-- Hashes of an object's chunks of 4 MiB, so that each can be checked on arrival. They never change.
CREATE TABLE delivery.chunk_lists (
  sha256      bytea PRIMARY KEY CHECK (length(sha256) = 32),
  bytes       int8 NOT NULL CHECK (bytes > 0),
  list_sha256 bytea NOT NULL CHECK (length(list_sha256) = 32),
  hashes      bytea NOT NULL,
  made_at     timestamptz(3) NOT NULL
);
-- What the newest document of a site names, and how far that is, by its relays' words.
CREATE TABLE delivery.site_artifacts (
  site_id       text NOT NULL REFERENCES sites.sites,
  sha256        bytea NOT NULL,
  bytes         int8 NOT NULL,
  target_path   text NOT NULL,
  wanted_since  timestamptz(3) NOT NULL,
  place         int4 NOT NULL, -- in the order of the document
  cancelled_at  timestamptz(3), -- nothing more of it is given out until somebody resumes it
  cancelled_by  text,
  state         text, -- as a relay said last; null: none has said anything yet
  held_bytes    int8 NOT NULL DEFAULT 0,
  fetched_bytes int8 NOT NULL DEFAULT 0,
  saved_bytes   int8 NOT NULL DEFAULT 0,
  detail        text NOT NULL DEFAULT '',
  finish_at     timestamptz(3),
  told_at       timestamptz(3),
  PRIMARY KEY (site_id, sha256)
);
CREATE INDEX site_artifacts_object ON delivery.site_artifacts (sha256);
CREATE TABLE delivery.site_caches (
  site_id     text NOT NULL REFERENCES sites.sites,
  relay_id    bytea NOT NULL,
  held_bytes  int8 NOT NULL,
  free_bytes  int8 NOT NULL,
  saved_bytes int8 NOT NULL,
  told_at     timestamptz(3) NOT NULL,
  PRIMARY KEY (site_id, relay_id)
);
-- Work for a pair is done once: `asked` waits for it, `made` has offers, `none` has nothing that pays.
CREATE TABLE delivery.deltas (
  base     bytea NOT NULL,
  target   bytea NOT NULL,
  state    text NOT NULL CHECK (state IN ('asked', 'made', 'none')),
  offers   jsonb NOT NULL DEFAULT '[]',
  payloads bytea[] NOT NULL DEFAULT '{}',
  detail   text NOT NULL DEFAULT '',
  asked_at timestamptz(3) NOT NULL,
  used_at  timestamptz(3) NOT NULL,
  PRIMARY KEY (target, base)
);
CREATE INDEX deltas_asked ON delivery.deltas (asked_at) WHERE state = 'asked';
CREATE INDEX deltas_payloads ON delivery.deltas USING gin (payloads);
