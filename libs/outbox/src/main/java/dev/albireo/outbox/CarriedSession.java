package dev.albireo.outbox;

import dev.albireo.events.SessionState;
import java.time.Instant;

/**
 * A session that has just begun, as its browser carries it from {@code credentials} to {@code oauth}.
 *
 * @param userVersion the version of the user's state that the session began with
 * @param at when it was signed
 */
public record CarriedSession(SessionState session, int userVersion, Instant at) {}
