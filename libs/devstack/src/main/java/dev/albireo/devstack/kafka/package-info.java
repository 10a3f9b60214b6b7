/** The embedded Kafka broker: one KRaft node as a process of its own, with the topics of {@code dev.albireo.events}. */
@NullMarked
package dev.albireo.devstack.kafka;

import org.jspecify.annotations.NullMarked;
