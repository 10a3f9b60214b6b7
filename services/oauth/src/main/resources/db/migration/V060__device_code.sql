-- Devices that wait for somebody to let them in (RFC 8628).
CREATE TABLE device_code (
    code_hash        text        PRIMARY KEY,
    user_code        text        NOT NULL UNIQUE,    -- without the dash
    client_id        text        NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    scopes           text[]      NOT NULL,
    address          text        NOT NULL,           -- where the device asked from
    agent            text        NOT NULL,           -- what it called itself there
    asked_at         timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    interval_seconds integer     NOT NULL,           -- grows each time it asks too soon
    next_poll_at     timestamptz NOT NULL,
    answered_at      timestamptz,                    -- by a person: yes with a grant, no without
    grant_id         uuid        REFERENCES authorization_grant (id) ON DELETE CASCADE,
    spent_at         timestamptz,
    CHECK (grant_id IS NULL OR answered_at IS NOT NULL),
    CHECK (spent_at IS NULL OR grant_id IS NOT NULL)
);
CREATE INDEX device_code_expiry ON device_code (expires_at);                           -- for the sweeper
CREATE INDEX device_code_grant ON device_code (grant_id) WHERE grant_id IS NOT NULL;

-- A browser in which a user code was typed, on its way to an answer.
CREATE TABLE device_visit (
    id_hash      text        PRIMARY KEY,
    browser_hash text        NOT NULL,
    code_hash    text        NOT NULL REFERENCES device_code (code_hash) ON DELETE CASCADE,
    asked_at     timestamptz NOT NULL
);
CREATE INDEX device_visit_code ON device_visit (code_hash);

-- User codes that were typed, right or wrong, so that nobody tries them all.
CREATE TABLE device_try (
    key     text        PRIMARY KEY,
    used    integer     NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE INDEX device_try_end ON device_try (ends_at);                                   -- for the sweeper
