-- Security event tokens on their way to receivers. They are signed when they are sent, so that a rotated key leaves none behind.
CREATE TABLE ssf_delivery (
    id              text        PRIMARY KEY,               -- the jti: a digest of stream, fact and type
    stream          uuid        NOT NULL,                  -- ssf_stream.key; may be gone
    position        bigint      GENERATED ALWAYS AS IDENTITY,
    txn             text        NOT NULL,                  -- the fact, which may have become several tokens
    type            text        NOT NULL,                  -- the URI of the event type
    subject         text        NOT NULL,                  -- the user, or the stream that a control event is about
    control         boolean     NOT NULL,                  -- verification or stream-updated: delivered while the stream is paused too
    data            jsonb       NOT NULL,                  -- the members sub_id and event
    occurred_at     timestamptz NOT NULL,
    recorded_at     timestamptz NOT NULL,                  -- the iat
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    claimed_until   timestamptz,
    give_up_at      timestamptz,
    state           text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'delivered', 'dead')),
    last_error      text,
    last_status     integer,
    ended_at        timestamptz
);
CREATE INDEX ssf_delivery_due ON ssf_delivery (stream, next_attempt_at) WHERE state = 'due';
CREATE INDEX ssf_delivery_order ON ssf_delivery (stream, subject, position) WHERE state = 'due';
CREATE INDEX ssf_delivery_poll ON ssf_delivery (stream, position) WHERE state = 'due';
CREATE INDEX ssf_delivery_in_progress ON ssf_delivery (stream) WHERE state = 'due' AND claimed_until IS NOT NULL;
CREATE INDEX ssf_delivery_subject ON ssf_delivery (subject);
CREATE INDEX ssf_delivery_recorded ON ssf_delivery (recorded_at);
