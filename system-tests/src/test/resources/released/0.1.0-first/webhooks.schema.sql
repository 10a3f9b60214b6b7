-- The schema of webhooks as the first usable state had it; frozen.
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

-- Facts that subscribers are to hear of. Recorded once each; delivered by a later release.
CREATE TABLE delivery (
    event_id     text        PRIMARY KEY,       -- CloudEvents id: a fact that Kafka delivers twice is one row
    topic        text        NOT NULL,
    type         text        NOT NULL,
    subject      text        NOT NULL,          -- the event's key: a user's subject or a session's id
    payload      jsonb       NOT NULL,
    occurred_at  timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL,
    state        text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead'))
);
CREATE INDEX delivery_due ON delivery (recorded_at) WHERE state = 'pending';

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
