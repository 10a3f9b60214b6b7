-- Deliveries of audit records about or by a user, whose personal data is erased with the account.
CREATE INDEX webhook_delivery_audited ON webhook_delivery (subject) WHERE type = 'albireo.AuditRecorded.v1';
CREATE INDEX webhook_delivery_audited_actor ON webhook_delivery ((data::jsonb ->> 'actor')) WHERE type = 'albireo.AuditRecorded.v1';
