/**
 * Delivers events to subscribers: stores one delivery for each subscription that wants an event, posts it signed as a CloudEvent, and
 * repeats failed attempts for days.
 */
@NullMarked
package dev.albireo.webhooks.event;

import org.jspecify.annotations.NullMarked;
