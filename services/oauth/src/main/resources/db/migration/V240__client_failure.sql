-- Failed client authentications, by client and network: RFC 6749 section 2.3.1 wants guessing at client secrets bounded.
CREATE TABLE client_failure (
    key     text        PRIMARY KEY,          -- base64url SHA-256 of client id and network
    full_at timestamptz NOT NULL              -- when the budget is whole again (the generic cell rate algorithm)
);
CREATE INDEX client_failure_full ON client_failure (full_at);                         -- for the sweeper
