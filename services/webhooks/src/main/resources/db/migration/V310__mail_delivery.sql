-- Mails on their way. A row is claimed by moving next_attempt_at past the end of the attempt, so that a crash only delays it.
CREATE TABLE mail_delivery (
    request_id      text        PRIMARY KEY,           -- the Message-ID of every attempt
    sealed          text,                              -- JWE: address and content; erased when it is of no more use
    expires_at      timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    claimed_until   timestamptz,
    state           text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'delivered', 'failed')),
    last_error      text,
    CHECK ((state = 'due') = (sealed IS NOT NULL))
);
CREATE INDEX mail_delivery_due ON mail_delivery (next_attempt_at) WHERE state = 'due';
CREATE INDEX mail_delivery_in_progress ON mail_delivery (claimed_until) WHERE state = 'due' AND claimed_until IS NOT NULL;
CREATE INDEX mail_delivery_expiry ON mail_delivery (expires_at);
