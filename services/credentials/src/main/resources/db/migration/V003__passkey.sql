-- Passkeys (Web Authentication Level 3). What people list and edit; what every use changes is in passkey_use.
CREATE TABLE passkey (
    credential_id   text        PRIMARY KEY,           -- base64url
    subject         uuid        NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    name            text        NOT NULL,
    public_key      bytea       NOT NULL,              -- COSE
    aaguid          text        NOT NULL,
    transports      text[]      NOT NULL,
    backup_eligible boolean     NOT NULL,
    created_at      timestamptz NOT NULL
);
CREATE INDEX passkey_subject ON passkey (subject);

CREATE TABLE passkey_use (
    credential_id text        PRIMARY KEY REFERENCES passkey (credential_id) ON DELETE CASCADE,
    counter       bigint      NOT NULL,
    backup_state  boolean     NOT NULL,
    last_used_at  timestamptz
);

-- One ceremony, one session, one use; found by the hash of its own value.
CREATE TABLE challenge (
    hash       text        PRIMARY KEY,
    ceremony   text        NOT NULL CHECK (ceremony IN ('REGISTER', 'AUTHENTICATE', 'SECOND_FACTOR')),
    session_id uuid        REFERENCES session (id) ON DELETE CASCADE,
    request    text        NOT NULL,                   -- what the browser was asked, as JSON
    expires_at timestamptz NOT NULL
);
CREATE INDEX challenge_expiry ON challenge (expires_at);
