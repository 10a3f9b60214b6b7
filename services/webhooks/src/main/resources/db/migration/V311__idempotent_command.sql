-- Commands of administrators that were sent with an id, so that one that is sent again is carried out once and answered alike; for minutes.
CREATE TABLE idempotent_command (
    id            uuid        PRIMARY KEY,
    attempt       integer     NOT NULL,                -- more than 1 where an earlier attempt was given up
    request       bytea       NOT NULL,                -- AES-256-GCM of a digest of what was asked and by whom; it may come from a password
    key_id        text        NOT NULL,
    lease_until   timestamptz NOT NULL,                -- until when this attempt is waited for
    effect        boolean     NOT NULL DEFAULT false,  -- set by the transaction that changes something
    answer        bytea,                               -- AES-256-GCM of the answer; it may show a secret
    answer_key_id text,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX idempotent_command_expiry ON idempotent_command (expires_at);
