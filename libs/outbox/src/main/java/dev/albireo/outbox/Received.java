package dev.albireo.outbox;

import dev.albireo.events.Event;
import java.time.Instant;

/**
 * An event whose writer was checked.
 *
 * @param id the same whenever the same event is delivered again
 * @param at when it was written
 */
public record Received(String id, Instant at, Event event) {}
