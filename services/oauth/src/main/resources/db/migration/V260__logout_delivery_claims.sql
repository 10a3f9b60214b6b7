-- Deliveries in progress are counted, in all and by client: those whose claim has not ended. What is due is looked up client by client.
ALTER TABLE logout_delivery ADD COLUMN claimed_until timestamptz;
CREATE INDEX logout_delivery_in_progress ON logout_delivery (client_id) WHERE state = 'due' AND claimed_until IS NOT NULL;
CREATE INDEX logout_delivery_due_client ON logout_delivery (client_id, next_attempt_at) WHERE state = 'due';
