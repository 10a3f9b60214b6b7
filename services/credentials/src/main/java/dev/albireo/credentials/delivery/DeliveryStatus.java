package dev.albireo.credentials.delivery;

import java.time.Instant;

/** What became of the code that was sent last for a session, which is good still. */
public record DeliveryStatus(DeliveryState state, Instant requestedAt, Instant resendAllowedAt) {}
