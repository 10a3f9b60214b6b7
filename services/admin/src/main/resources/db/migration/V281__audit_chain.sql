-- Each record of the audit trail is in a hash chain, one for each class and month (decision 35). A column with a constant default rewrites
-- no row: the records from before this release have chain 'before'. Records that the release before this one adds meanwhile have none, and
-- are added to their chains while audit_adoption permits it.
SET LOCAL lock_timeout = '5s';

ALTER TABLE audit_record
    ADD COLUMN chain    text DEFAULT 'before',  -- class and month, such as security-2026-12; null: not in a chain yet
    ADD COLUMN sequence bigint,                 -- its place in the chain, from 1
    ADD COLUMN hash     text,                   -- SHA-256 of the hash before it and of its content, base64url
    ADD COLUMN salt     text,                   -- of the digests of what can be about a user; null after an erasure
    ADD COLUMN erased   text;                   -- after an erasure: JSON object of digests and salts
ALTER TABLE audit_record ALTER COLUMN chain DROP DEFAULT;

CREATE TABLE audit_chain (
    chain          text        PRIMARY KEY,
    sequence       bigint      NOT NULL,        -- of its last record
    hash           text        NOT NULL,        -- of its last record
    head_sequence  bigint      NOT NULL DEFAULT 0,  -- the newest signed head
    head_hash      text,
    head_at        timestamptz,
    head_key       text,                        -- public key, base64
    head_signature text,
    removed_at     timestamptz,                 -- its records were or are being removed, because their time is over
    emptied_at     timestamptz                  -- the last of them was removed
);

-- One row: until when records that are in no chain are added to theirs.
CREATE TABLE audit_adoption (
    until timestamptz NOT NULL
);
INSERT INTO audit_adoption (until) VALUES (now() + interval '1 day');
