package dev.albireo.credentials.session;

import java.time.Instant;
import java.util.UUID;

/** A session as its owner sees it: where it was begun, and when it was used last. */
public record LiveSession(UUID id, String userAgent, String address, Instant createdAt, Instant lastSeenAt) {}
