-- The schema of admin as the first usable state had it; frozen.
CREATE TABLE flyway_schema_history (
    installed_rank integer       NOT NULL PRIMARY KEY,
    version        varchar(50),
    description    varchar(200)  NOT NULL,
    type           varchar(20)   NOT NULL,
    script         varchar(1000) NOT NULL,
    checksum       integer,
    installed_by   varchar(100)  NOT NULL,
    installed_on   timestamp     NOT NULL DEFAULT now(),
    execution_time integer       NOT NULL,
    success        boolean       NOT NULL
);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success);

-- What happened that matters to security, in the words of the service where it happened. Never changed, never deleted here.
CREATE TABLE audit_record (
    event_id  text        PRIMARY KEY,          -- CloudEvents id: a fact delivered twice is one row
    at        timestamptz NOT NULL,
    actor     text        NOT NULL,
    action    text        NOT NULL,
    target    text,
    outcome   text        NOT NULL,
    detail    text        NOT NULL,             -- JSON object of short texts
    address   text
);
CREATE INDEX audit_record_at ON audit_record (at DESC, event_id);
CREATE INDEX audit_record_target ON audit_record (target, at DESC);

-- Events that are to be published; written in the transaction of the change they tell of, deleted once the broker has them.
CREATE TABLE IF NOT EXISTS outbox (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id  uuid        NOT NULL DEFAULT gen_random_uuid(),
    topic     text        NOT NULL,
    key       text        NOT NULL,
    type      text        NOT NULL,
    payload   text        NOT NULL,
    at        timestamptz NOT NULL
);

CREATE OR REPLACE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER outbox_notify AFTER INSERT ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();
