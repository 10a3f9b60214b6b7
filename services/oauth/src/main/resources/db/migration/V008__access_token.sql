-- Access tokens that are looked up instead of read: of clients declared with token_format opaque.
CREATE TABLE access_token (
    token_hash text        PRIMARY KEY,
    grant_id   uuid        NOT NULL REFERENCES authorization_grant (id) ON DELETE CASCADE,
    scopes     text[]      NOT NULL,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX access_token_grant ON access_token (grant_id);
CREATE INDEX access_token_expiry ON access_token (expires_at);   -- for the sweeper
