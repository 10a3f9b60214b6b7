-- What an operator asked for after a restore, so that it is done once, however many replicas start.
CREATE TABLE restore_task (
    kind     text        NOT NULL CHECK (kind IN ('RESTORED', 'TELL_AGAIN')),
    at       timestamptz NOT NULL,               -- the time that the operator gave it
    begun_at timestamptz NOT NULL,
    stage    text        NOT NULL CHECK (stage IN ('USERS', 'SESSIONS', 'AUTH_CONFIGS', 'DONE')),
    told     uuid        NOT NULL,               -- the last one of this stage that was told
    PRIMARY KEY (kind, at)
);
