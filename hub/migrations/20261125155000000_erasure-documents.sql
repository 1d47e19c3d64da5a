-- How an erasure goes on at the sites: the document that tells a site, and its acknowledgement.

-- The newest of the hub's box keys when the erasure was carried out: what was wrapped for it or an
-- older one lies in archives, and opens no more once those are destroyed.
ALTER TABLE privacy.erasures ADD COLUMN box_no int4;

ALTER TABLE sites.documents
  DROP CONSTRAINT documents_kind_check,
  ADD CONSTRAINT documents_kind_check CHECK (kind IN ('revocations', 'collection', 'erasure'));

CREATE TABLE privacy.erasure_sites (
  erasure_id       uuid NOT NULL REFERENCES privacy.erasures,
  site_id          text NOT NULL REFERENCES sites.sites,
  ledger_epoch     int8, -- of the document that told the site first
  generation       int8,
  acknowledged_at  timestamptz(3),
  PRIMARY KEY (erasure_id, site_id)
);
CREATE INDEX erasure_sites_open ON privacy.erasure_sites (site_id) WHERE acknowledged_at IS NULL;

-- Which document on erasures each relay said that it holds, and which box key that names.
CREATE TABLE privacy.relay_words (
  relay_id      bytea PRIMARY KEY CHECK (length(relay_id) = 16),
  site_id       text NOT NULL REFERENCES sites.sites,
  ledger_epoch  int8 NOT NULL,
  generation    int8 NOT NULL,
  box_no        int4 NOT NULL,
  at            timestamptz(3) NOT NULL
);

-- When each of the hub's box keys began and was destroyed. The keys are files of the hub's home.
CREATE TABLE privacy.box_keys (
  no            int4 PRIMARY KEY,
  begun_at      timestamptz(3) NOT NULL,
  destroyed_at  timestamptz(3)
);
