/**
 * Compares {@code deploy} and {@code docker-compose.yml} with what the services read, open and require. Starts neither the stack nor a
 * cluster.
 */
@NullMarked
package dev.albireo.deploy;

import org.jspecify.annotations.NullMarked;
