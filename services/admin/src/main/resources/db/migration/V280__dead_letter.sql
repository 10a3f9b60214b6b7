-- Events that a service could not process, from the dead-letter topic, until the service has processed them or their time is over.
CREATE TABLE dead_letter (
    id           text        PRIMARY KEY,       -- service and CloudEvents id: a letter that is delivered twice is one row
    service      text        NOT NULL,
    topic        text        NOT NULL,
    position     text        NOT NULL,          -- partition:offset of the event in its topic
    event_key    text,
    data         bytea       NOT NULL,          -- as its producer has signed it
    headers      text        NOT NULL,          -- JSON object of texts
    cause        text        NOT NULL,
    attempts     integer     NOT NULL,
    given_up_at  timestamptz NOT NULL,
    replayed_at  timestamptz
);
CREATE INDEX dead_letter_order ON dead_letter (given_up_at, id);
CREATE INDEX dead_letter_service ON dead_letter (service, given_up_at, id);
