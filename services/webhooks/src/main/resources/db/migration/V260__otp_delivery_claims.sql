-- Deliveries in progress are counted, in all and by AuthConfig: those whose claim has not ended. What is due is looked up config by config.
ALTER TABLE otp_delivery ADD COLUMN claimed_until timestamptz;
CREATE INDEX otp_delivery_in_progress ON otp_delivery (config_id) WHERE state = 'due' AND claimed_until IS NOT NULL;
CREATE INDEX otp_delivery_due_config ON otp_delivery (config_id, next_attempt_at) WHERE state = 'due';
