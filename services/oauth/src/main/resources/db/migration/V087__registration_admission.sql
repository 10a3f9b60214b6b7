-- Initial access tokens (RFC 7591 section 3): each registers so many clients until it expires.
CREATE TABLE initial_access_token (
    id         uuid        PRIMARY KEY,
    token_hash text        NOT NULL UNIQUE,         -- base64url SHA-256; the token itself is never stored
    label      text        NOT NULL,
    issued_by  text        NOT NULL,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    most       integer     NOT NULL CHECK (most > 0),
    used       integer     NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND most),
    revoked_at timestamptz
);
CREATE INDEX initial_access_token_expiry ON initial_access_token (expires_at);             -- for the sweeper

-- Registrations by whoever has no token, by network.
CREATE TABLE registration_try (
    network text        PRIMARY KEY,
    used    integer     NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE INDEX registration_try_end ON registration_try (ends_at);                      -- for the sweeper
