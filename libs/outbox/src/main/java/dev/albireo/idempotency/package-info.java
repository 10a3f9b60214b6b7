/**
 * Commands that are carried out once however often they are sent: each has an id, and its response is kept for a while. Nothing here knows
 * HTTP.
 */
@NullMarked
package dev.albireo.idempotency;

import org.jspecify.annotations.NullMarked;
