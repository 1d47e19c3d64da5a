-- A contradiction that somebody explained, after a restore: it stays told and is no alarm any more.
ALTER TABLE audit.witnesses
  ADD COLUMN acknowledged_at timestamptz(3),
  ADD COLUMN acknowledged_by text,
  ADD COLUMN acknowledged_reason text;

-- Which site an entry is about: the one that it names, else its subject where that is a site. Who
-- may read of single sites reads what is about these.
CREATE FUNCTION audit.site_of(action text, subject text, detail jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(detail ->> 'site',
                  CASE WHEN action ~ '^(site|segment|journal)[.]' OR action = 'audit.contradicted'
                       THEN subject END);
-- How it went: done, turned away, or found wrong.
CREATE FUNCTION audit.outcome_of(action text, detail jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN action ~ '[.](refused|not_kept|set_aside)$' THEN 'refused'
              WHEN action ~ '[.](failed|contradicted)$' OR detail -> 'whole' = 'false' THEN 'failed'
              ELSE 'done' END;

-- Small, since most entries are about no single site and were simply done.
CREATE INDEX entries_site ON audit.entries (audit.site_of(action, subject, detail), id DESC)
  WHERE audit.site_of(action, subject, detail) IS NOT NULL;
CREATE INDEX entries_outcome ON audit.entries (audit.outcome_of(action, detail), id DESC)
  WHERE audit.outcome_of(action, detail) <> 'done';
