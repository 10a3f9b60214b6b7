-- When databases came out of backups. A session that began before the last time is over, whoever brings it up again.
CREATE TABLE restore (
    at      timestamptz PRIMARY KEY,             -- the time that the operator gave it
    done_at timestamptz NOT NULL
);
