-- Facts on their way to subscribers. A row is claimed by moving next_attempt_at past the end of the attempt, so that a crash only delays it.
CREATE TABLE webhook_delivery (
    id              text        PRIMARY KEY,            -- the webhook-id of every attempt: a digest of subscription and event
    subscription    uuid        NOT NULL,               -- webhook_subscription.key; may be gone
    position        bigint      GENERATED ALWAYS AS IDENTITY,
    event_id        text        NOT NULL,
    type            text        NOT NULL,
    subject         text        NOT NULL,               -- deliveries of one subject keep their order where the subscription asks for it
    data            text        NOT NULL,               -- JSON: what the subscriber may see of the event
    occurred_at     timestamptz NOT NULL,
    recorded_at     timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    claimed_until   timestamptz,
    give_up_at      timestamptz,                        -- set by the first attempt
    state           text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'delivered', 'dead')),
    last_error      text,
    last_status     integer,
    ended_at        timestamptz
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (subscription, next_attempt_at) WHERE state = 'due';
CREATE INDEX webhook_delivery_order ON webhook_delivery (subscription, subject, position) WHERE state = 'due';
CREATE INDEX webhook_delivery_in_progress ON webhook_delivery (subscription) WHERE state = 'due' AND claimed_until IS NOT NULL;
CREATE INDEX webhook_delivery_list ON webhook_delivery (subscription, position);
CREATE INDEX webhook_delivery_recorded ON webhook_delivery (recorded_at);
-- The only type whose data has personal data, which goes with the account.
CREATE INDEX webhook_delivery_personal ON webhook_delivery (subject) WHERE type = 'albireo.UserChanged.v1';
