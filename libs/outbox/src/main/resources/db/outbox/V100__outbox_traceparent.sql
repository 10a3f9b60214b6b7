-- Which trace a change belongs to (W3C Trace Context), where there is one; a version that knows nothing of it writes none. A migration of
-- its own, so that the repeatable one stays what it was and an older version starts on this schema too; on an empty database this one comes
-- first, and so has the whole table.
CREATE TABLE IF NOT EXISTS outbox (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL DEFAULT gen_random_uuid(),
    topic       text        NOT NULL,
    key         text        NOT NULL,
    type        text        NOT NULL,
    payload     text        NOT NULL,
    at          timestamptz NOT NULL,
    traceparent text
);

ALTER TABLE outbox ADD COLUMN IF NOT EXISTS traceparent text;
