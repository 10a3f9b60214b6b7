/**
 * The facts that services publish to each other over Kafka: plain records, changed by addition only, without secrets.
 */
@NullMarked
package dev.albireo.events;

import org.jspecify.annotations.NullMarked;
