-- Where facts are delivered, as administrators declare it. Deliveries refer to `key`, which is never used again, so that a subscription that
-- is declared again under its old id does not inherit what was left of the earlier one.
CREATE TABLE webhook_subscription (
    id             text        PRIMARY KEY,
    key            uuid        NOT NULL UNIQUE,
    body           jsonb       NOT NULL,                -- the declaration without secrets
    url            text        NOT NULL,
    timeout_ms     integer     NOT NULL,
    ordered        boolean     NOT NULL,
    paused         boolean     NOT NULL,
    paused_reason  text,                                -- why it was paused by the service; null where an administrator did
    secrets        bytea       NOT NULL,                -- AES-256-GCM: headers and signing keys
    secrets_key_id text        NOT NULL,
    version        bigint      NOT NULL,
    failures       integer     NOT NULL DEFAULT 0,      -- failed attempts since the last delivery
    blocked_until  timestamptz,                         -- no attempt before
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE SEQUENCE webhook_subscription_version;
-- The accounts that are or were those of administrators, as credentials publishes them: who may change subscriptions.
CREATE TABLE administrator_account (
    subject     uuid        PRIMARY KEY,
    version     integer     NOT NULL,
    role        text,                                   -- null: no administrator any more, or disabled
    void_before timestamptz                             -- tokens that were issued before are void
);
