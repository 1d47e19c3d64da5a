-- Places with a relay, and which relay keys speak for them.
CREATE SCHEMA sites;

CREATE TABLE sites.sites (
  id              text PRIMARY KEY CHECK (id ~ '^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$'),
  name            text NOT NULL,
  class           text NOT NULL CHECK (class IN ('online', 'intermittent', 'air_gapped')),
  created_at      timestamptz(3) NOT NULL,
  -- When the hub last received something from the site, by any carrier.
  last_contact_at timestamptz(3),
  -- Up to when what the hub knows of the site is true.
  horizon_at      timestamptz(3)
) WITH (fillfactor = 50);

CREATE TABLE sites.relays (
  relay_id     bytea PRIMARY KEY CHECK (length(relay_id) = 16),
  site_id      text NOT NULL REFERENCES sites.sites,
  public_key   bytea NOT NULL UNIQUE CHECK (length(public_key) = 32),
  box_public   bytea NOT NULL CHECK (length(box_public) = 32),
  nats_public  text NOT NULL UNIQUE,
  certificate  bytea NOT NULL,
  admitted_at  timestamptz(3) NOT NULL,
  revoked_at   timestamptz(3)
);
CREATE INDEX relays_site ON sites.relays (site_id);
