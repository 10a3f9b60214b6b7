-- The resources (RFC 8707) that a client is itself: it may introspect tokens for them.
ALTER TABLE client ADD COLUMN serves text[] NOT NULL DEFAULT '{}';
