/** The embedded PostgreSQL with one database and one role for each service. */
@NullMarked
package dev.albireo.devstack.postgres;

import org.jspecify.annotations.NullMarked;
