-- What one person allowed one client at one moment: the family of a code and all that comes of it.
CREATE TABLE authorization_grant (
    id             uuid        PRIMARY KEY,
    client_id      text        NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    subject        uuid        NOT NULL,
    session_id     uuid        NOT NULL,
    scopes         text[]      NOT NULL,
    offline        boolean     NOT NULL,         -- outlives the session: offline_access
    proofs         jsonb       NOT NULL,         -- what the person had proved when it was given
    given_at       timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,         -- absolute end of the refresh family
    revoked_at     timestamptz,
    revoked_because text
);
CREATE INDEX authorization_grant_session ON authorization_grant (session_id) WHERE revoked_at IS NULL;
CREATE INDEX authorization_grant_subject ON authorization_grant (subject) WHERE revoked_at IS NULL;
CREATE INDEX authorization_grant_expiry ON authorization_grant (expires_at);

-- A code is spent once (RFC 6749 section 4.1.2); a spent one is kept as long as its grant, to notice a replay.
CREATE TABLE authorization_code (
    code_hash    text        PRIMARY KEY,
    grant_id     uuid        NOT NULL REFERENCES authorization_grant (id) ON DELETE CASCADE,
    redirect_uri text        NOT NULL,
    challenge    text        CHECK (length(challenge) = 43),     -- S256 only, RFC 7636 section 4.2
    nonce        text,
    expires_at   timestamptz NOT NULL,
    spent_at     timestamptz
);
CREATE INDEX authorization_code_grant ON authorization_code (grant_id);

-- A refresh token is spent by the refresh that replaces it (RFC 9700 section 4.14.2).
CREATE TABLE refresh_token (
    token_hash text        PRIMARY KEY,
    grant_id   uuid        NOT NULL REFERENCES authorization_grant (id) ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,             -- if it lies unused
    spent_at   timestamptz
);
CREATE INDEX refresh_token_grant ON refresh_token (grant_id);
