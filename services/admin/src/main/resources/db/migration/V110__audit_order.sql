-- The trail is read in one order, forwards and backwards, and cleaned from its old end. audit_record_at stays for the release before
-- this one, which may run beside it; a later one drops it.
CREATE INDEX audit_record_order ON audit_record (at, event_id);
CREATE INDEX audit_record_actor ON audit_record (actor, at);
