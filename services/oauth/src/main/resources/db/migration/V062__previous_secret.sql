-- The secret that a client had before it got a new one, while both are good. The new one is in the client's own row.
CREATE TABLE previous_secret (
    client_id   text        PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
    secret_hash text        NOT NULL,                -- HMAC-SHA-256, as in client
    expires_at  timestamptz NOT NULL
);
CREATE INDEX previous_secret_expiry ON previous_secret (expires_at);       -- for the sweeper
