-- Grants given until then are void, as credentials says of the user.
ALTER TABLE person ADD COLUMN grants_void_before timestamptz;
