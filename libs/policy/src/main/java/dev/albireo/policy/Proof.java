package dev.albireo.policy;

import java.time.Instant;

/** One thing a person proved, and when. */
public record Proof(Method method, Instant at) {}
