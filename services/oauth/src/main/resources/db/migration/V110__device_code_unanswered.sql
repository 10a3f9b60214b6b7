-- Those that were let in stay as long as their grant; who looks for the others does not pass them all. device_code_expiry stays for the
-- release before this one, which may run beside it; a later one drops it.
CREATE INDEX device_code_unanswered ON device_code (expires_at) WHERE grant_id IS NULL;
