-- Authenticator applications (RFC 6238). Secrets are sealed; one row a person, gone when it is switched off.
CREATE TABLE totp (
    subject      uuid        PRIMARY KEY REFERENCES users (subject) ON DELETE CASCADE,
    secret       bytea       NOT NULL,                 -- AES-256-GCM, for this subject alone
    key_id       text        NOT NULL,                 -- of the key that sealed it
    enabled_at   timestamptz,                          -- null while the person has not proved a first code: no factor yet
    last_step    bigint      NOT NULL DEFAULT 0,       -- of the last code accepted; only later ones are
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz
);

-- What opens an account when a factor is lost; each once.
CREATE TABLE recovery_code (
    subject    uuid        NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    hash       text        NOT NULL CHECK (length(hash) = 43),   -- SHA-256: 80 bits of chance need no slower one
    created_at timestamptz NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (subject, hash)
);

-- New recovery codes until the person says that they are kept: for the session that asked for them, for minutes.
CREATE TABLE recovery_notice (
    session_id uuid        PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    codes      bytea       NOT NULL,                   -- AES-256-GCM, for this session alone
    key_id     text        NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX recovery_notice_expiry ON recovery_notice (expires_at);
