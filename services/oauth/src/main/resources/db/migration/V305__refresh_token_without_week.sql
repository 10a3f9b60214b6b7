-- Reads the table once, while it is read and written; without it, V306 would do so under its lock.
ALTER TABLE refresh_token VALIDATE CONSTRAINT refresh_token_without_week;
