-- Access tokens that a client has for itself (RFC 6749 section 4.4) live by no grant, only by their client.
ALTER TABLE access_token
    ALTER COLUMN grant_id DROP NOT NULL,
    ADD COLUMN client_id text   REFERENCES client (id) ON DELETE CASCADE,
    ADD COLUMN audience  text[] NOT NULL DEFAULT '{}',                     -- empty: whoever its client's tokens are for
    ADD CHECK ((grant_id IS NULL) <> (client_id IS NULL));
CREATE INDEX access_token_client ON access_token (client_id) WHERE client_id IS NOT NULL;

-- Those of them that were revoked before they expired, opaque ones and JWTs.
CREATE TABLE revoked_token (
    id         text        PRIMARY KEY,          -- the hash of an opaque token, the jti of a JWT
    expires_at timestamptz NOT NULL
);
CREATE INDEX revoked_token_expiry ON revoked_token (expires_at);           -- for the sweeper
