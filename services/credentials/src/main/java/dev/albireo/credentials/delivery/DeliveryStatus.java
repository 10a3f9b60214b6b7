package dev.albireo.credentials.delivery;

import java.time.Instant;

/** The state of the code that was last sent in a session, if it is still valid. */
public record DeliveryStatus(DeliveryState state, Instant requestedAt, Instant resendAllowedAt) {}
