-- What a person may read about their own account: audit facts that concern them, noted by a trigger of the outbox, for 90 days.
CREATE TABLE account_event (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject uuid        NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    action  text        NOT NULL,
    outcome text        NOT NULL,
    detail  jsonb       NOT NULL,
    address text,
    at      timestamptz NOT NULL
);
CREATE INDEX account_event_subject ON account_event (subject, at DESC);
CREATE INDEX account_event_at ON account_event (at);
