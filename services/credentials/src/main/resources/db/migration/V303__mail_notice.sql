-- Changes that users are told of by mail, noted by triggers of the outbox until the mail is requested.
CREATE TABLE mail_notice (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject uuid        NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    type    text        NOT NULL,                    -- a MailType
    address text,
    at      timestamptz NOT NULL
);
CREATE INDEX mail_notice_subject ON mail_notice (subject);
CREATE INDEX mail_notice_at ON mail_notice (at);
