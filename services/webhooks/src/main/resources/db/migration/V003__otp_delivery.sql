-- Codes on their way. A row is claimed by moving next_attempt_at past the end of the attempt, so that a crash only delays it.
CREATE TABLE otp_delivery (
    request_id      text        PRIMARY KEY,           -- the webhook-id of every attempt
    subject         text        NOT NULL,
    config_id       text        NOT NULL,
    config_version  integer     NOT NULL,              -- this version of the AuthConfig, or a newer one, is obeyed
    sealed          text,                              -- JWE: the body; erased when it is of no more use
    expires_at      timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    state           text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'delivered', 'failed')),
    last_error      text,
    CHECK ((state = 'due') = (sealed IS NOT NULL))
);
CREATE INDEX otp_delivery_due ON otp_delivery (next_attempt_at) WHERE state = 'due';
CREATE INDEX otp_delivery_expiry ON otp_delivery (expires_at);
