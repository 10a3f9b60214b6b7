/**
 * What {@code deploy} and {@code docker-compose.yml} say, compared with what the services read, open and are told. Nothing is started here:
 * neither the stack nor a cluster.
 */
@NullMarked
package dev.albireo.deploy;

import org.jspecify.annotations.NullMarked;
