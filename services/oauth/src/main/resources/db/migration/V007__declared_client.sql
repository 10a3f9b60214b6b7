-- Clients that an administrator declares as a resource; the columns beside the document are what it amounts to.
ALTER TABLE client
    ADD COLUMN declaration     text,                                   -- the JSON as it was written, without the secret; null: not declared
    ADD COLUMN secret_optional boolean NOT NULL DEFAULT false,         -- may prove itself by PKCE alone although it has a secret
    ADD COLUMN token_format    text    NOT NULL DEFAULT 'jwt' CHECK (token_format IN ('jwt', 'opaque')),
    ADD COLUMN always_refresh  boolean NOT NULL DEFAULT false,         -- refresh tokens also without offline_access
    ADD COLUMN audience        text[]  NOT NULL DEFAULT '{}',          -- of access tokens; empty: the issuer
    ADD COLUMN auth_config     text,
    ADD COLUMN updated_at      timestamptz;
UPDATE client SET updated_at = created_at, version = version + 1;
ALTER TABLE client ALTER COLUMN updated_at SET NOT NULL, ALTER COLUMN version SET DEFAULT 1;

-- Where it was not sent, the token request need not repeat it (RFC 6749 section 4.1.3).
ALTER TABLE authorization_code ADD COLUMN redirect_uri_implied boolean NOT NULL DEFAULT false;

ALTER TABLE person
    ADD COLUMN resource_id  text,
    ADD COLUMN totp_enabled boolean NOT NULL DEFAULT false;
