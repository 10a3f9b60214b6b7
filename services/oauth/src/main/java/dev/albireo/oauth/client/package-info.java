/**
 * The clients. Each package knows those before it: {@code metadata} with the members and their rules, this one with the clients and their table,
 * {@code authentication}, {@code registration}, and {@code resource} with what administrators declare.
 */
@NullMarked
package dev.albireo.oauth.client;

import org.jspecify.annotations.NullMarked;
