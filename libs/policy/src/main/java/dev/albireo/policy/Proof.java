package dev.albireo.policy;

import java.time.Instant;

/** One successful authentication: the method and its time. */
public record Proof(AuthenticationMethod method, Instant at) {}
