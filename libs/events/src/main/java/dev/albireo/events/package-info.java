/** The facts that services tell each other over Kafka: plain records, additive only; no secret is ever a field. */
@NullMarked
package dev.albireo.events;

import org.jspecify.annotations.NullMarked;
