-- The software statement that a client registered with (RFC 7591 section 3.2.1), told to it again unchanged.
ALTER TABLE client ADD COLUMN software_statement text;
