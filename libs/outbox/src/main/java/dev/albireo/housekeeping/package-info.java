/** Deletes expired rows from the tables that grow with traffic, in small batches, by one replica at a time. */
@NullMarked
package dev.albireo.housekeeping;

import org.jspecify.annotations.NullMarked;
