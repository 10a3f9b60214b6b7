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
