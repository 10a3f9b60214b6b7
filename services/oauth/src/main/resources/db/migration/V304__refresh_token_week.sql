-- Refresh tokens are partitioned by the week in which they expire (decision 26), in three steps, of which none rewrites the table. This one
-- and V306 lock it for a moment: if they cannot within five seconds, the migration fails and can be started again.
SET LOCAL lock_timeout = '5s';

ALTER TABLE refresh_token
    ADD COLUMN expiry_week    date NOT NULL DEFAULT 'infinity',    -- its Monday; infinity: the row is deleted by itself
    ADD COLUMN successor_week date;

ALTER TABLE refresh_token
    ADD CONSTRAINT refresh_token_without_week CHECK (expiry_week = 'infinity') NOT VALID;
