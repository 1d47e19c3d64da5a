-- Which of the hub's signing keys each relay said that it follows, and why that is not what they are.
CREATE TABLE sites.hub_key_words (
  relay_id       bytea PRIMARY KEY CHECK (length(relay_id) = 16),
  site_id        text NOT NULL REFERENCES sites.sites,
  number         int4 NOT NULL,
  hash           bytea NOT NULL, -- of the succession to that key; empty for the first
  contradicting  int8 NOT NULL,
  fault          text,
  at             timestamptz(3) NOT NULL
);
