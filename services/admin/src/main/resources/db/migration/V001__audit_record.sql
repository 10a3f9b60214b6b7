-- What happened that matters to security, in the words of the service where it happened. Never changed, never deleted here.
CREATE TABLE audit_record (
    event_id  text        PRIMARY KEY,          -- CloudEvents id: a fact delivered twice is one row
    at        timestamptz NOT NULL,
    actor     text        NOT NULL,
    action    text        NOT NULL,
    target    text,
    outcome   text        NOT NULL,
    detail    text        NOT NULL,             -- JSON object of short texts
    address   text
);
CREATE INDEX audit_record_at ON audit_record (at DESC, event_id);
CREATE INDEX audit_record_target ON audit_record (target, at DESC);
