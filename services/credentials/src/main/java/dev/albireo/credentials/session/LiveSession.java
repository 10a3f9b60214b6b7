package dev.albireo.credentials.session;

import java.time.Instant;
import java.util.UUID;

/** A session as its owner sees it: its origin, and the time of its last use. */
public record LiveSession(UUID id, String userAgent, String address, Instant createdAt, Instant lastSeenAt) {}
