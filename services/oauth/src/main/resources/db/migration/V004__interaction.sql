-- A checked authorization request that waits for login, second factor or consent. Bound to one browser; completed once.
CREATE TABLE interaction (
    id_hash      text        PRIMARY KEY,
    browser_hash text,                           -- null until the browser of a cross-site POST comes back with its cookie
    request      jsonb       NOT NULL,
    asked_at     timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    consented_by uuid,                           -- who said yes in this very interaction
    completed_at timestamptz
);
CREATE INDEX interaction_expiry ON interaction (expires_at);

-- What a person allowed a client, as one set that grows.
CREATE TABLE consent (
    client_id  text        NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    subject    uuid        NOT NULL,
    scopes     text[]      NOT NULL,
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (client_id, subject)
);
