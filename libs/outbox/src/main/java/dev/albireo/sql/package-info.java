/**
 * SQL on the reactive PostgreSQL client: the transaction that a statement shares with entities, its parameters, and its rows. Which tables
 * are entities and which are SQL is decided in {@code docs/adr/0024}.
 */
@NullMarked
package dev.albireo.sql;

import org.jspecify.annotations.NullMarked;
