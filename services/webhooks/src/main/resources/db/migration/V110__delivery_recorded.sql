-- For housekeeping, whatever the state.
CREATE INDEX delivery_recorded ON delivery (recorded_at);
