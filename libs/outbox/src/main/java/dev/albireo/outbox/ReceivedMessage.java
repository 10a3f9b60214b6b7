package dev.albireo.outbox;

import dev.albireo.events.Event;
import java.time.Instant;

/**
 * An event whose signature was verified.
 *
 * @param id the same in every delivery of the event
 * @param at when the event was written
 */
public record ReceivedMessage(String id, Instant at, Event event) {}
