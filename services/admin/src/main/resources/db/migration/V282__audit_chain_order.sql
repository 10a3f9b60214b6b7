-- While these are created, the consumer of audit events waits, and readers do not. Only the last one has entries at first: it goes with the
-- records from before the chains.
CREATE UNIQUE INDEX audit_record_chain ON audit_record (chain, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX audit_record_unchained ON audit_record (at) WHERE chain IS NULL;
-- The deleted users whose records may still have to be erased.
CREATE INDEX audit_record_deletion ON audit_record (at)
    WHERE action = 'user.delete' AND outcome = 'success' AND target IS NOT NULL;
CREATE INDEX audit_record_before ON audit_record (at) WHERE chain = 'before';
