/**
 * Publishes facts through an outbox, which is written in the transaction of the change itself, and receives them through an inbox that
 * verifies their signatures. Delivery is at least once; the receiver deduplicates by version or by event id.
 */
@NullMarked
package dev.albireo.outbox;

import org.jspecify.annotations.NullMarked;
