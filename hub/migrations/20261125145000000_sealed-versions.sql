-- Under which version of the identity module's sealing key a row lies. What was sealed before there were
-- versions lies under the first.
ALTER TABLE identity.totp ADD COLUMN seal_version int4 NOT NULL DEFAULT 1;
ALTER TABLE identity.totp ALTER COLUMN seal_version DROP DEFAULT;
ALTER TABLE identity.oidc_payloads ADD COLUMN seal_version int4 NOT NULL DEFAULT 1;
ALTER TABLE identity.oidc_payloads ALTER COLUMN seal_version DROP DEFAULT;
ALTER TABLE identity.signing_keys ADD COLUMN seal_version int4 NOT NULL DEFAULT 1;
ALTER TABLE identity.signing_keys ALTER COLUMN seal_version DROP DEFAULT;
