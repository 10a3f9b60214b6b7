package dev.albireo.credentials.registration;

import java.time.Instant;

/** The terms that a user accepted at the registration. */
public record AcceptedTerms(String uri, Instant acceptedAt) {}
