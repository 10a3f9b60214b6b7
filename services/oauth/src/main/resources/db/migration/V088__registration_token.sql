-- What a client that registered itself looks after its registration with (RFC 7592 section 1.2): one token at a time.
CREATE TABLE registration_token (
    client_id  text        PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
    token_hash text        NOT NULL,                -- base64url SHA-256; the token itself is never stored
    issued_at  timestamptz NOT NULL
);
