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
